"""The dossier: gathered, handed in, supplemented, printed."""
