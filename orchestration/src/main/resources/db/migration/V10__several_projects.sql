-- Several projects may keep their history in one database: each sees the runs of its own warehouse, and numbers them
-- from 1. What is there belongs to the project that brings the tables up to date.
alter table run add column warehouse varchar(1000) default '' not null;
update run set warehouse = '${warehouse}';

-- In place of a column whose values were unique all over.
alter table run add column number_before bigint;
update run set number_before = number;
alter table run drop column number;
alter table run add column number bigint default 0 not null;
update run set number = number_before;
alter table run drop column number_before;
alter table run add constraint run_number_in_warehouse unique (warehouse, number);

create index run_status on run (warehouse, status);

create table run_numbers (
    warehouse  varchar(1000) not null primary key,
    last_given bigint        not null
);

insert into run_numbers (warehouse, last_given) select '${warehouse}', last_given from run_number;
drop table run_number;

create table newest_task (
    warehouse      varchar(1000) not null,
    process        varchar(40)   not null,
    id             varchar(255)  not null,
    ended_run_id   varchar(100) references run (run_id),
    success_run_id varchar(100) references run (run_id),
    primary key (warehouse, process, id)
);

insert into newest_task (warehouse, process, id, ended_run_id, success_run_id)
    select '${warehouse}', process, id, ended_run_id, success_run_id from task_newest;
drop table task_newest;

create table export_written (
    warehouse    varchar(1000) not null,
    export_id    varchar(255)  not null,
    segment_id   varchar(255)  not null,
    as_of        date          not null,
    run_id       varchar(100)  not null,
    refreshed_by varchar(100)  not null,
    member_count bigint        not null,
    exported_at  timestamp(6) with time zone not null,
    primary key (warehouse, export_id, segment_id, as_of)
);

insert into export_written
    (warehouse, export_id, segment_id, as_of, run_id, refreshed_by, member_count, exported_at)
    select '${warehouse}', export_id, segment_id, as_of, run_id, refreshed_by, member_count, exported_at
    from exported_segment;
drop table exported_segment;

create table export_release (
    warehouse    varchar(1000) not null,
    export_id    varchar(255)  not null,
    segment_id   varchar(255)  not null,
    refreshed_by varchar(100)  not null,
    primary key (warehouse, export_id, segment_id)
);

insert into export_release (warehouse, export_id, segment_id, refreshed_by)
    select '${warehouse}', export_id, segment_id, refreshed_by from released_segment;
drop table released_segment;
