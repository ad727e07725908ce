"""The tallies of ``cohort`` where answers lie in Parquet files or on a cluster (extra ``scale``)."""
