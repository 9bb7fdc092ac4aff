package io.segmill.orchestration.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a date of the command line. */
public final class DateConverter implements ITypeConverter<LocalDate> {
    private static final int LAST_YEAR = 9999;

    @Override
    public LocalDate convert(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new TypeConversionException("'" + text + "' is not a date such as 2026-06-30");
    }
}
