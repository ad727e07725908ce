-- Attempts whose place entered answers took (they do not count, and nobody's answers are lost), and refusals.

create table replaced (
    number      integer primary key,
    seal        blob not null,
    replaced_at text not null,  -- with offset
    person      text not null,
    exam        text not null,
    attempt     integer not null,
    accepted_at text not null,
    file        text not null,
    sha256      text not null,
    manifest    blob not null,
    signature   text not null,
    sections    blob not null,
    records     blob not null
) strict;

create table refusal (  -- why files were refused; of several of one file the last counts
    number integer primary key,
    seal   blob not null,
    sha256 text not null,
    person text not null,  -- the pseudonym that it claims to be from; empty where that could not be read
    why    text not null
) strict;
