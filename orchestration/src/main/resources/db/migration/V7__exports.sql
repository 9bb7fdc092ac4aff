-- What exports wrote of segments, of each the two newest as-of dates: what the changes of the next date are against. No
-- reference to the runs, which may be cleared away before.
create table exported_segment (
    export_id    varchar(255) not null,
    segment_id   varchar(255) not null,
    as_of        date         not null,
    run_id       varchar(100) not null,
    refreshed_by varchar(100) not null,
    member_count bigint       not null,
    exported_at  timestamp(6) with time zone not null,
    primary key (export_id, segment_id, as_of)
);

-- The refresh up to which somebody has let an export write a segment that was held.
create table released_segment (
    export_id    varchar(255) not null,
    segment_id   varchar(255) not null,
    refreshed_by varchar(100) not null,
    primary key (export_id, segment_id)
);
