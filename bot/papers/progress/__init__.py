"""How far a unit is, as a picture, a workbook and a report to be signed; the sums of reports with fields."""
