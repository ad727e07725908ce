-- Attempts that were made void (they do not count, and their place is free), and attempts granted to one person.

create table voided (
    number      integer primary key,
    seal        blob not null,
    voided_at   text not null,  -- with offset
    who         text not null,  -- who made it void
    reason      text not null,
    person      text not null,
    exam        text not null,
    attempt     integer not null,
    accepted_at text not null,
    file        text not null,
    sha256      text not null,
    manifest    blob not null,
    signature   text not null,
    sections    blob not null,
    records     blob not null,
    receipts    blob not null  -- its receipts: canonical JSON
) strict;

create table granted (  -- a row is one attempt more than the exam allows
    number     integer primary key,
    seal       blob not null,
    granted_at text not null,  -- with offset
    who        text not null,  -- who granted it
    reason     text not null,
    person     text not null,
    exam       text not null
) strict;
