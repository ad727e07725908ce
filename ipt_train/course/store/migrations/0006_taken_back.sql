create table taken_back (  -- what was decided for one person and taken back since
    number        integer primary key,
    seal          blob not null,
    taken_back_at text not null,  -- with offset
    who           text not null,  -- who took it back
    reason        text not null,
    person        text not null,
    exam          text not null,
    was           text not null   -- what it was, by whom and why, in words
) strict;
