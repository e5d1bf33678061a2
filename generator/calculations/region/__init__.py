"""Regional greenhouse-gas inventories by the guidelines for provincial inventories."""
