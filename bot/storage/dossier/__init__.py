"""What a dossier is made of and the handed-in dossier, as SQL."""
