-- What a course collected. `seal` is an HMAC-SHA-256 of kind, number and all other cells of its row with the
-- course's secret key; `tally` holds an HMAC of all seals of a kind, so that no row changes or goes unseen.

create table person (
    number    integer primary key,
    seal      blob not null,
    pseudonym text not null unique,
    id        text not null unique,  -- as on the roster
    name      text not null
) strict;

create table signing_key (
    number      integer primary key,
    seal        blob not null,
    person      text not null unique,  -- a pseudonym, also of somebody who has left the roster
    fingerprint text not null unique,
    public_key  text not null,  -- empty until a submission shows it
    how         text not null
) strict;

create table attempt (
    number      integer primary key,
    seal        blob not null,
    person      text not null,
    exam        text not null,
    attempt     integer not null,
    accepted_at text not null,  -- when collecting first saw it, with offset
    file        text not null,  -- its name in the inbox
    sha256      text not null,  -- of that file
    manifest    blob not null,  -- what the learner signed: canonical JSON
    signature   text not null,
    sections    blob not null,  -- what was added: canonical JSON
    records     blob not null,  -- five lines, a column each: at, item, ms, response, revision
    unique (person, exam, attempt)
) strict;

create table receipt (  -- an attempt may have several; the last one counts
    number integer primary key,
    seal   blob not null,
    run    integer not null,  -- with which collecting the attempt came, counted from 1
    body   blob not null      -- what is handed back, with its signature: canonical JSON
) strict;

create table seen (  -- files that were refused, without their answers
    number  integer primary key,
    seal    blob not null,
    sha256  text not null unique,
    head    text not null,  -- digest of the records in it; empty where it could not be opened
    seen_at text not null,
    file    text not null
) strict;

create table correction (
    number integer primary key,
    seal   blob not null,
    body   blob not null  -- canonical JSON
) strict;

create table tally (
    kind  text primary key,
    count integer not null,
    seal  blob not null
) strict;

create table damaged (  -- rows that were not what was written, set aside when the rest was made good
    number  integer primary key,
    kind    text not null,
    at      text not null,
    content text not null  -- all cells, as SQLite quotes them
) strict;

create table note (
    name  text primary key,
    value text not null
) strict;
