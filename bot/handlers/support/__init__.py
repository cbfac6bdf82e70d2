"""What help there is for producers: who gives it, by which document, until when; and what somebody needs of it."""
