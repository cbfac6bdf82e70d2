"""Files that people send: looked at, named by their content, kept in a folder or in S3."""
