"""A list of products as the annexes of the plans print it: as a document and as a workbook, ready to sign."""
