package io.segmill.orchestration.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can become of a project's file in a bad hour. */
enum Mutation {
    DELETE_LINE {
        @Override
        byte[] of(String text, Random random) {
            return joined(changed(text, lines -> lines.remove(random.nextInt(lines.size()))));
        }
    },
    DELETE_LINES {
        @Override
        byte[] of(String text, Random random) {
            return joined(changed(text, lines -> {
                int from = random.nextInt(lines.size());
                lines.subList(from, from + random.nextInt(lines.size() - from) + 1)
                        .clear();
            }));
        }
    },
    REPEAT_LINE {
        @Override
        byte[] of(String text, Random random) {
            return joined(changed(
                    text,
                    lines -> lines.add(random.nextInt(lines.size() + 1), lines.get(random.nextInt(lines.size())))));
        }
    },
    SWAP_LINES {
        @Override
        byte[] of(String text, Random random) {
            return joined(changed(
                    text,
                    lines -> Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()))));
        }
    },
    OTHER_SCALAR {
        @Override
        byte[] of(String text, Random random) {
            return replaced(text, SCALAR, random, any(SCALARS, random));
        }
    },
    OTHER_KEY {
        @Override
        byte[] of(String text, Random random) {
            return replaced(text, KEY, random, any(KEYS, random));
        }
    },
    NEAR_KEY {
        @Override
        byte[] of(String text, Random random) {
            Matcher key = found(text, KEY, random);
            return key == null ? bytes(text) : bytes(spliced(text, key, slipped(key.group(1), random)));
        }
    },
    OTHER_INDENT {
        @Override
        byte[] of(String text, Random random) {
            return joined(changed(text, lines -> {
                int at = random.nextInt(lines.size());
                String line = lines.get(at);
                lines.set(
                        at,
                        random.nextBoolean() ? " ".repeat(random.nextInt(5)) + line : line.replaceFirst("^ {1,2}", ""));
            }));
        }
    },
    TAB {
        @Override
        byte[] of(String text, Random random) {
            return inserted(text, random, "\t");
        }
    },
    ODD_TEXT {
        @Override
        byte[] of(String text, Random random) {
            return inserted(text, random, any(ODD, random));
        }
    },
    OTHER_BYTE {
        @Override
        byte[] of(String text, Random random) {
            byte[] bytes = bytes(text);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            return bytes;
        }
    },
    CUT {
        @Override
        byte[] of(String text, Random random) {
            byte[] bytes = bytes(text);
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
    },
    BYTE_ORDER_MARK {
        @Override
        byte[] of(String text, Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> bytes("\ufeff" + text);
                case 1 -> bytes("\ufeff\ufeff" + text);
                case 2 -> text.getBytes(StandardCharsets.UTF_16);
                default -> text.getBytes(StandardCharsets.UTF_16LE);
            };
        }
    },
    LINE_ENDS {
        @Override
        byte[] of(String text, Random random) {
            return bytes(text.replace("\n", any(List.of("\r\n", "\r", "\n\n", "\u2028", "\u0085", ""), random)));
        }
    },
    DOCUMENTS {
        @Override
        byte[] of(String text, Random random) {
            return bytes(any(
                    List.of(
                            text + "---\n" + text,
                            text + "...\n",
                            "%YAML 1.1\n---\n" + text,
                            text + "---\n",
                            "---\n---\n"),
                    random));
        }
    },
    BRACKETS {
        @Override
        byte[] of(String text, Random random) {
            return inserted(
                    text,
                    random,
                    any(List.of("{", "}", "[", "]", "\"", "'", "|", ">", "&a ", "*a", "!x ", "? ", "#"), random));
        }
    },
    ALIASES {
        @Override
        byte[] of(String text, Random random) {
            StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha]\n");
            for (int i = 1; i < 30; i++) {
                laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
            }
            return bytes(any(
                    List.of(
                            laughs + text,
                            text + laughs,
                            text.replaceFirst(": ", ": &a "),
                            text.replaceFirst(": .*", ": *a"),
                            text + "loop: &a [*a]\n",
                            "&a " + text.strip().lines().findFirst().orElse("") + "\n*a : *a\n",
                            text + "<<: *a\n"),
                    random));
        }
    },
    NESTING {
        @Override
        byte[] of(String text, Random random) {
            int levels = any(List.of(10, 499, 500, 501, 5_000, 50_000), random);
            String deep = any(
                    List.of(
                            "[".repeat(levels) + "]".repeat(levels),
                            "{a: ".repeat(levels) + "1" + "}".repeat(levels),
                            "[".repeat(levels),
                            "{not: ".repeat(levels) + "{everyone: true}" + "}".repeat(levels),
                            "{all: [".repeat(levels) + "]}".repeat(levels)),
                    random);
            return replaced(text, SCALAR, random, deep);
        }
    },
    EMPTY {
        @Override
        byte[] of(String text, Random random) {
            return bytes(
                    any(List.of("", "\n", "# nothing\n", "~\n", "null", "[]", "{}", "\"\"", "5", "---", "\0"), random));
        }
    },
    OTHER_FILE {
        @Override
        byte[] of(String text, Random random) {
            byte[] noise = new byte[random.nextInt(4_000)];
            random.nextBytes(noise);
            // More than 3 MB is not read.
            int length = any(List.of(0, 60, 5_000, 5_000, 5_000, 2_999_000, 4_000_000), random);
            return random.nextInt(4) > 0 ? noise : bytes("x: " + "y".repeat(length) + "\n");
        }
    },
    TWICE_AS_LONG {
        @Override
        byte[] of(String text, Random random) {
            return bytes(text + text);
        }
    };

    private static final Pattern SCALAR = Pattern.compile("(?<=[:,\\[-] )([^\\s,\\[\\]{}#][^\\n,\\[\\]{}#]*)");
    private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z-]*)(?=: )");
    private static final List<String> SCALARS = List.of(
            "~",
            "null",
            "true",
            "no",
            "0",
            "-1",
            "1.5",
            ".inf",
            "-.inf",
            ".nan",
            "1e999999999",
            "1e-999999999",
            "0x1F",
            "0o17",
            "9223372036854775808",
            "9".repeat(400),
            "1" + "0".repeat(100_000),
            "2026-02-30",
            "2026-06-30",
            "+1000000000-01-01",
            "-9999-01-01",
            "99999-12-31",
            "\"\"",
            "\"\\u0000\"",
            "''",
            "[]",
            "{}",
            "[1, [2]]",
            "{a: {b: c}}",
            "[{}]",
            "a: b",
            "last 0 days",
            "last 99999999999 days",
            "last 2147483648 years",
            "between 5 and 3",
            "/[/",
            "((((",
            "a.b.c.d.e.f",
            "..",
            ".",
            "/",
            "../..",
            "//",
            "file:",
            "file:///",
            "s3a://",
            "jdbc:h2:file:",
            "\"\\uD83D\"",
            "${HOME}",
            "${}",
            "${NO:-",
            "${A:-${B}}",
            "$${x}",
            "*",
            "&",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\"unended",
            "'unended",
            "- - -",
            "Europe/Nowhere",
            "decimal(0,0)",
            "decimal(39,1)",
            "decimal(5,9)",
            "decimal(99999999999,1)",
            "timestamp",
            "yyyy-MM-dd'T",
            "\u202e",
            "\ud83d\ude00",
            "\u0661\u0662",
            "\u00a0",
            "e\u0301",
            "0 0 2 31 2 *",
            "999",
            "12:34:56",
            "1_000",
            "0b1",
            "-0",
            "1.0000000000000000000000000000001",
            "yes");
    private static final List<String> KEYS = List.of(
            "where",
            "all",
            "any",
            "none",
            "not",
            "has",
            "count",
            "sum",
            "attribute",
            "is",
            "is-not",
            "in",
            "between",
            "within",
            "members",
            "member-of",
            "limit",
            "expand",
            "top",
            "size",
            "by",
            "columns",
            "name",
            "type",
            "format",
            "path",
            "key",
            "load",
            "customer",
            "relationships",
            "from",
            "to",
            "as",
            "segments",
            "hash",
            "retention",
            "schedule",
            "<<",
            "everyone",
            "at-least",
            "of",
            "where ",
            "WHERE",
            "Where",
            "w\u0127ere");
    private static final List<String> ODD = List.of(
            "\0",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\ufffd",
            "\uffff",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc69",
            "e\u0301",
            "\u0130",
            "\u00df",
            "\u0661",
            "\r",
            "\f",
            "\u000b");

    abstract byte[] of(String text, Random random);

    /** Mutates a file, whatever its bytes. */
    byte[] of(byte[] file, Random random) {
        String text = new String(file, StandardCharsets.UTF_8);
        return of(text.isEmpty() ? "\n" : text, random);
    }

    private interface Change {
        void make(List<String> lines);
    }

    static List<String> changed(String text, Change change) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            lines.add("");
        }
        change.make(lines);
        return lines;
    }

    static byte[] joined(List<String> lines) {
        return bytes(String.join("\n", lines) + "\n");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Matcher found(String text, Pattern pattern, Random random) {
        long count = pattern.matcher(text).results().count();
        if (count == 0) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        for (int i = random.nextInt((int) count); i >= 0; i--) {
            matcher.find();
        }
        return matcher;
    }

    static String spliced(String text, Matcher place, String instead) {
        return text.substring(0, place.start()) + instead + text.substring(place.end());
    }

    static byte[] replaced(String text, Pattern pattern, Random random, String instead) {
        Matcher place = found(text, pattern, random);
        return bytes(place == null ? instead : spliced(text, place, instead));
    }

    static byte[] inserted(String text, Random random, String more) {
        byte[] bytes = bytes(text);
        int at = random.nextInt(bytes.length + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(bytes(more));
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    static String slipped(String word, Random random) {
        int at = random.nextInt(word.length());
        return switch (random.nextInt(4)) {
            case 0 -> word.substring(0, at) + word.substring(at + 1);
            case 1 -> word.substring(0, at) + word.charAt(at) + word.substring(at);
            case 2 -> word.substring(0, at) + (char) ('a' + random.nextInt(26)) + word.substring(at + 1);
            default -> word.toUpperCase(Locale.ROOT);
        };
    }
}
