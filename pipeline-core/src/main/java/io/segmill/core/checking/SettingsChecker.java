package io.segmill.core.checking;

import io.segmill.core.binding.Constants;
import io.segmill.core.binding.Literals;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.SettingsDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.Settings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what {@code segmill.yaml} sets, names of sources aside. */
final class SettingsChecker {
    private static final Pattern H2_FILE = Pattern.compile("jdbc:h2:file:([^;]*)(;.*)?", Pattern.DOTALL);
    private static final String DEFAULT_WAREHOUSE = "../warehouse";

    private final Locations locations;
    private final Problems problems;
    private final Literals literals;

    SettingsChecker(Locations locations, Problems problems) {
        this.locations = locations;
        this.problems = problems;
        this.literals = new Literals(problems);
    }

    /** Whole also when something is told: then with defaults in its place. */
    Settings check(SettingsDefinition definition) {
        ZoneId zone = definition
                .timeZone()
                .flatMap(literal -> zone("time-zone", literal))
                .orElse(ZoneOffset.UTC);
        Optional<LocalDate> asOf =
                definition.asOf().flatMap(literal -> new Constants(zone, problems).date(literal, "'as-of'"));
        String warehouse = warehouse(definition.warehouse());
        ZoneId clock = definition
                .schedule()
                .value("time-zone")
                .flatMap(literal -> zone("time-zone", literal))
                .orElse(zone);
        Options retention = definition.retention();
        return new Settings(
                definition.name().map(Literal::value).orElseGet(this::folderName),
                zone,
                asOf,
                warehouse,
                history(definition, warehouse),
                spark(definition),
                new Settings.ChangeLimits(
                        literals.percent(definition.limits(), "change-alert-percent"),
                        literals.wholeNumber(definition.limits(), "change-alert-members", 0, Integer.MAX_VALUE)),
                new Settings.Retention(
                        days(retention, "history-days"),
                        days(retention, "warehouse-days"),
                        days(retention, "export-days")),
                Schedules.cron(definition.schedule(), literals).map(cron -> new Settings.Schedule(cron, clock)));
    }

    private String folderName() {
        Path name = locations.folder().getFileName();
        return name == null ? "segmill" : name.toString();
    }

    private Optional<Integer> days(Options retention, String key) {
        return literals.wholeNumber(retention, key, 1, 365_000);
    }

    private Optional<ZoneId> zone(String key, Literal literal) {
        try {
            return Optional.of(ZoneId.of(literal.value()));
        } catch (DateTimeException e) {
            String name = literal.value();
            String fix = NearestName.of(name, ZoneId.getAvailableZoneIds())
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("write a name of the tz database, such as Europe/Berlin or UTC");
            literals.bad(literal, "'" + key + "' is no time zone: " + literal.shown(), fix);
            return Optional.empty();
        }
    }

    private String warehouse(Optional<Literal> literal) {
        Optional<String> resolved =
                locations.resolve(literal.map(Literal::value).orElse(DEFAULT_WAREHOUSE));
        if (resolved.isEmpty()) {
            Literal written = literal.orElseThrow();
            literals.bad(written, "'warehouse' is not a folder: " + written.shown(), "write such as ../warehouse");
        }
        return resolved.orElseGet(() -> locations.resolve(DEFAULT_WAREHOUSE).orElseThrow());
    }

    private Settings.HistoryDatabase history(SettingsDefinition definition, String warehouse) {
        Options history = definition.history();
        Optional<Literal> url = history.value("url");
        boolean shared = url.map(Literal::value)
                .filter(text -> text.startsWith("jdbc:postgresql:"))
                .isPresent();
        String here = warehouse + "/history";
        if (Locations.isUri(warehouse) && !shared) {
            SourceLocation location = url.or(definition::warehouse)
                    .map(Literal::location)
                    .orElse(SourceLocation.wholeFile(definition.file()));
            problems.error(
                    Code.BAD_VALUE,
                    location,
                    "a warehouse that is not local needs a history database that its runs can share",
                    "write history: {url: \"jdbc:postgresql://HOST/DATABASE\", user: …, password: \"${NAME}\"}");
            here = locations.resolve(DEFAULT_WAREHOUSE).orElseThrow() + "/history";
        }
        Optional<String> resolved = url.flatMap(this::historyUrl);
        return new Settings.HistoryDatabase(
                resolved.orElse("jdbc:h2:file:" + here),
                history.value("user").map(Literal::value),
                history.value("password").map(Literal::value));
    }

    private Optional<String> historyUrl(Literal literal) {
        String url = literal.value();
        if (url.startsWith("jdbc:postgresql:")) {
            return Optional.of(url);
        }
        Matcher file = H2_FILE.matcher(url);
        Optional<String> path = file.matches() ? locations.resolve(file.group(1)) : Optional.empty();
        if (path.isEmpty()) {
            literals.bad(
                    literal,
                    "the history's url " + literal.shown() + " is neither H2 in a file nor PostgreSQL",
                    "write jdbc:h2:file:PATH or jdbc:postgresql://HOST/DATABASE");
        }
        return path.map(found ->
                "jdbc:h2:file:" + found + Optional.ofNullable(file.group(2)).orElse(""));
    }

    private Settings.SparkSettings spark(SettingsDefinition definition) {
        Map<String, String> conf = new LinkedHashMap<>();
        for (Options.Option option : definition.sparkConf().values().values()) {
            String key = option.key().value();
            if (!key.startsWith("spark.")) {
                problems.error(
                        Code.UNKNOWN_KEY,
                        option.key().location(),
                        "a setting of Spark begins with 'spark.', found "
                                + option.key().shown(),
                        "write spark." + key + " if that is meant");
            }
            conf.put(key, option.value().value());
        }
        return new Settings.SparkSettings(
                definition.sparkMaster().map(Literal::value).orElse("local[*]"), conf);
    }
}
