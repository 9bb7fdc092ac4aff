package io.segmill.orchestration.batch;

import io.segmill.core.problem.Failure;
import io.segmill.orchestration.history.HistoryDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.SimpleJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Batch over the history's database: runs the steps of a night one after the other and records them. */
public final class BatchWorkflow implements AutoCloseable {
    private static final String JOB = "night";

    private final HistoryDatabase history;
    private final ConfigurableApplicationContext context;
    private final JobRepository repository;
    private final JobOperator operator;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Configuration {}

    public BatchWorkflow(HistoryDatabase history) {
        this.history = history;
        context = started(history);
        try {
            // These look into the database as they are made.
            repository = context.getBean(JobRepository.class);
            operator = context.getBean(JobOperator.class);
        } catch (RuntimeException e) {
            context.close();
            throw told(e);
        }
        // Without its JDBC part Batch keeps everything in memory and says nothing.
        if (AopUtils.getTargetClass(repository) != SimpleJobRepository.class) {
            context.close();
            throw new IllegalStateException("Spring Batch does not record in the history's database");
        }
    }

    private ConfigurableApplicationContext started(HistoryDatabase history) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Configuration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.batch.job.enabled", false,
                        "spring.batch.jdbc.initialize-schema", "never",
                        "spring.flyway.enabled", false,
                        "spring.main.lazy-initialization", true))
                .initializers(
                        started -> started.getBeanFactory().registerSingleton("dataSource", history.dataSource()));
        try {
            return application.run();
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    /** A step by its name. */
    record NamedStep(String name, Tasklet work) {}

    /**
     * Runs the steps. An attempt is a job instance of its own: the steps know from our own records what is left to do.
     *
     * @param attempt its number
     * @param failed whether a task has failed; asked after the last step
     * @throws Failure if the history's database does not answer Spring Batch
     */
    void run(String runId, int attempt, List<NamedStep> steps, BooleanSupplier failed) throws JobExecutionException {
        SimpleJobBuilder builder = null;
        for (NamedStep named : steps) {
            // Its own transaction would hold a connection of the history for the whole night.
            Step step = new StepBuilder(named.name(), repository)
                    .tasklet(named.work(), new ResourcelessTransactionManager())
                    .build();
            builder = builder == null ? new JobBuilder(JOB, repository).start(step) : builder.next(step);
        }
        Job job = builder.listener(new JobExecutionListener() {
                    @Override
                    public void afterJob(JobExecution execution) {
                        if (failed.getAsBoolean()) {
                            execution.setStatus(BatchStatus.FAILED);
                            execution.setExitStatus(ExitStatus.FAILED);
                        }
                    }
                })
                .build();
        JobExecution execution;
        try {
            execution = operator.start(
                    job,
                    new JobParametersBuilder()
                            .addString("run", runId)
                            .addLong("attempt", (long) attempt)
                            .toJobParameters());
        } catch (RuntimeException e) {
            throw told(e);
        }
        for (Throwable failure : execution.getAllFailureExceptions()) {
            throw failure instanceof RuntimeException unchecked ? told(unchecked) : new IllegalStateException(failure);
        }
    }

    /** Our own steps tell of a database by a {@link Failure}; what else comes from one is of Batch's own records. */
    private RuntimeException told(RuntimeException failure) {
        boolean isOfDatabase = false;
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof Failure) {
                return failure;
            }
            isOfDatabase |= cause instanceof SQLException;
        }
        return isOfDatabase ? history.failure(failure) : failure;
    }

    @Override
    public void close() {
        context.close();
    }
}
