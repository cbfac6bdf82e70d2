"""The calendar of a person: as a file for the phone, as a picture, at a private address."""
