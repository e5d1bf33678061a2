"""The EU's Carbon Border Adjustment Mechanism: embedded emissions, free allocation, certificates and their cost."""
