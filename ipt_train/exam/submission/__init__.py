"""A submission: records, signature, packing and opening without trust."""
