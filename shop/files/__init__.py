"""Content-addressed store of uploads and issued documents, each with its purpose."""
