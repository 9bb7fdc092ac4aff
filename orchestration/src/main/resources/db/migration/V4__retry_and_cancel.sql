-- When somebody asked the run's process to stop.
alter table run add column asked_to_stop timestamp(6) with time zone;

-- What a run's sources took in, recorded with their tasks' ends; copied to the warehouse when the run is published.
create table loaded_file (
    run_id        varchar(100) not null references run (run_id),
    source        varchar(255) not null,
    file          text         not null,
    size_in_bytes bigint       not null,
    modified      timestamp(6) with time zone not null,
    row_count     bigint       not null
);

create index loaded_file_run on loaded_file (run_id);
