create table feedback_release (  -- when whose marked exam was written, and by whom
    number integer primary key,
    seal   blob not null,
    body   blob not null  -- canonical JSON
) strict;
