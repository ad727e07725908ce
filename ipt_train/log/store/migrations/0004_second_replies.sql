-- The second reply to a drill: practice that names the reply that was marked and has no marks. A kind
-- of its own, so that no program takes it for a reply that moves a schedule. The table is made anew
-- because SQLite cannot change a check; every row is carried over as it was.

drop trigger event_is_never_changed;

drop trigger event_is_never_removed;

drop index event_order;

alter table event rename to event_before;

create table event (
    id          text primary key,
    device      text    not null check (device <> ''),
    sequence    integer not null check (sequence > 0),   -- per device, without gaps
    stamp       integer not null,                        -- order; never goes back on a device
    at          integer not null,                        -- milliseconds since 1970 by the device's clock
    day         integer not null,                        -- study day, as an ordinal
    zone        text    not null,                        -- IANA zone that the day was counted in
    rollover    integer not null check (rollover between 0 and 23),
    session     text    not null,
    kind        text    not null check (kind in
                    ('review', 'drill', 'drill-again', 'undo', 'flag', 'unflag', 'suspend', 'unsuspend',
                     'setting', 'bury', 'note', 'dispute', 'undispute', 'queue', 'banks',
                     'exam-begin', 'exam-answer', 'exam-end',
                     'rating-open', 'rating-entry', 'rating-lock')),
    item        text,
    revision    integer,
    response    text    check (response is null or json_valid(response)),
    correct     integer check (correct in (0, 1)),
    score       real    check (score between 0 and 1),
    confidence  text    check (confidence in ('guessed', 'unsure', 'certain')),
    rating      integer check (rating between 1 and 4),
    response_ms integer check (response_ms >= 0),
    vignette    text,
    mode        text    not null default 'study' check (mode in ('study', 'topic', 'cram')),
    target      text,
    name        text,
    value       text,
    note        text,
    check (kind <> 'review' or (item is not null and revision is not null and response is not null
           and correct is not null and score is not null and rating is not null
           and response_ms is not null)),
    check (kind <> 'drill' or (item is not null and revision is not null and response is not null
           and score is not null and rating is not null and response_ms is not null)),
    check (kind <> 'drill-again' or (item is not null and revision is not null and target is not null
           and response_ms is not null and note is not null)),
    check (kind <> 'undo' or target is not null),
    check (kind not in ('flag', 'unflag', 'suspend', 'unsuspend', 'bury', 'note', 'dispute', 'undispute',
           'queue') or item is not null),
    check (kind <> 'setting' or (name is not null and value is not null)),
    check (kind not in ('exam-begin', 'rating-open', 'banks') or (value is not null and json_valid(value))),
    check (kind not in ('exam-begin', 'exam-answer', 'exam-end', 'rating-open', 'rating-entry', 'rating-lock')
           or target is not null),
    check (kind <> 'exam-answer' or (item is not null and revision is not null and response is not null
           and response_ms is not null)),
    check (kind <> 'rating-entry' or (name is not null and value is not null and json_valid(value)))
) strict;

insert into event (id, device, sequence, stamp, at, day, zone, rollover, session, kind, item, revision,
                   response, correct, score, confidence, rating, response_ms, vignette, mode, target, name, value, note)
    select id, device, sequence, stamp, at, day, zone, rollover, session, kind, item, revision,
           response, correct, score, confidence, rating, response_ms, vignette, mode, target, name, value, note
    from event_before;

drop table event_before;

create index event_order on event (stamp, device, sequence);

create index event_sequence on event (device, sequence);

create trigger event_is_never_changed before update on event
begin
    select raise(abort, 'an event is never changed');
end;

create trigger event_is_never_removed before delete on event
begin
    select raise(abort, 'an event is never removed');
end;
