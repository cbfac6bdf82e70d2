"""Tables for programs and for people: CSV and workbooks."""
