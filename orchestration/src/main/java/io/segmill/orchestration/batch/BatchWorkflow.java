package io.segmill.orchestration.batch;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
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

    private final ConfigurableApplicationContext context;
    private final JobRepository repository;
    private final JobOperator operator;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Configuration {}

    public BatchWorkflow(DataSource history) {
        context = new SpringApplicationBuilder(Configuration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.batch.job.enabled", false,
                        "spring.batch.jdbc.initialize-schema", "never",
                        "spring.flyway.enabled", false,
                        "spring.main.lazy-initialization", true))
                .initializers(started -> started.getBeanFactory().registerSingleton("dataSource", history))
                .run();
        repository = context.getBean(JobRepository.class);
        operator = context.getBean(JobOperator.class);
        // Without its JDBC part Batch keeps everything in memory and says nothing.
        if (AopUtils.getTargetClass(repository) != SimpleJobRepository.class) {
            context.close();
            throw new IllegalStateException("Spring Batch does not record in the history's database");
        }
    }

    /** A step by its name. */
    record NamedStep(String name, Tasklet work) {}

    /**
     * Runs the steps. An attempt is a job instance of its own: the steps know from our own records what is left to do.
     *
     * @param attempt its number
     * @param failed whether a task has failed; asked after the last step
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
        JobExecution execution = operator.start(
                job,
                new JobParametersBuilder()
                        .addString("run", runId)
                        .addLong("attempt", (long) attempt)
                        .toJobParameters());
        for (Throwable failure : execution.getAllFailureExceptions()) {
            if (failure instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
