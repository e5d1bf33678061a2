"""The sheets of the calculation workbook, one file each."""
