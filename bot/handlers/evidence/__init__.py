"""The papers that prove what a dossier says."""
