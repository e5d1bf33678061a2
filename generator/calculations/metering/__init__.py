"""Metering and monitoring: instruments, balances, calibration, completeness, outliers, automatic data."""
