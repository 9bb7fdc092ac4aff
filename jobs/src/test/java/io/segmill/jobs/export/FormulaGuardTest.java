package io.segmill.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaGuardTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            =cmd()|guarded
             =1+1|guarded
               =1|guarded
            @x|guarded
            -a|guarded
            +a|guarded
            -1,5|guarded
            +49 30 123 ext. 4|guarded
            =|guarded
            -5|as it is
            -|as it is
             -5|as it is
            +49 (0)30 123|as it is
            +1.800-555.01|as it is
            (030) 123|as it is
            a=b|as it is
            'a|as it is
            10 %|as it is
            \u00a0=1|as it is
            ""|as it is
            """)
    void only_what_a_spreadsheet_would_run_is_guarded(String text, String expected) {
        assertThat(FormulaGuard.isDue(text)).isEqualTo(expected.equals("guarded"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            9,  x, true
            9,  1, true
            13, x, true
            10, x, false
            11, =, false
            """)
    void of_control_characters_only_tab_and_carriage_return_are_guarded(int first, String rest, boolean guarded) {
        assertThat(FormulaGuard.isDue((char) first + rest)).isEqualTo(guarded);
        assertThat(FormulaGuard.isDue("  " + (char) first + rest)).isEqualTo(guarded);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = "=cmd(), '=cmd()")
    void the_guard_is_an_apostrophe_in_front(String text, String expected) {
        assertThat(FormulaGuard.guarded(text)).isEqualTo(expected);
    }
}
