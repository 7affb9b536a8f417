"""The document: projects as values, their history, files, drafts and samples."""
