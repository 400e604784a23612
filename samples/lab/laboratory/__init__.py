"""The laboratory: real address translation between network namespaces, recorded."""
