package io.segmill.jobs.bench.report;

import java.util.List;
import java.util.Locale;

/** Line charts with two logarithmic axes, side by side, as SVG. */
final class Plot {
    private static final int WIDTH = 470;
    private static final int HEIGHT = 330;
    private static final int LEFT = 58;
    private static final int TOP = 46;
    private static final int RIGHT = 18;
    private static final int BOTTOM = 44;
    private static final int NARROW = 30;

    /** Told apart by people with any colour vision (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#d55e00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#777777", "#aaaaaa");

    private static final String PAGE = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
            font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#333333">
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            %3$s</svg>
            """;

    /** A line, its points by ascending x. */
    record Line(String name, List<Point> points) {}

    /** What a way took for a book. */
    record Point(double x, double y) {}

    /** A name and whether it is what no other can be faster than. */
    record Name(String text, boolean isFloor) {}

    /** A chart of the names' lines, in the order of the names. */
    record Chart(String title, List<Line> lines) {}

    private final List<Name> names;

    /** @param names of all lines, in the order of their colours */
    Plot(List<Name> names) {
        this.names = names;
    }

    String svg(List<Chart> charts) {
        StringBuilder drawn = new StringBuilder();
        for (int index = 0; index < charts.size(); index++) {
            int x = index % 2 * WIDTH;
            int y = index / 2 * HEIGHT;
            drawn.append("<g transform=\"translate(" + x + "," + y + ")\">\n");
            draw(charts.get(index), drawn);
            drawn.append("</g>\n");
        }
        int below = (charts.size() + 1) / 2 * HEIGHT;
        for (int index = 0; index < names.size(); index++) {
            int x = LEFT + index % 2 * WIDTH;
            int y = below + 14 + index / 2 * 20;
            drawn.append(element("line", "x1", x, "y1", y, "x2", x + 24, "y2", y, style(index)));
            drawn.append(dot(x + 12, y, index));
            drawn.append(text(x + 32, y + 4, "start", names.get(index).text()));
        }
        return PAGE.formatted(2 * WIDTH, below + 20 + (names.size() + 1) / 2 * 20, drawn);
    }

    private String style(int index) {
        String colour = COLOURS.get(index % COLOURS.size());
        return "stroke=\"" + colour + "\" stroke-width=\"" + (index == 0 ? "3" : "1.8") + "\""
                + (names.get(index).isFloor() ? " stroke-dasharray=\"5 4\"" : "") + " fill=\"none\"";
    }

    private static String dot(double x, double y, int index) {
        String colour = COLOURS.get(index % COLOURS.size());
        return String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>%n",
                x,
                y,
                index == 0 ? 4 : 3,
                colour);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    private static String element(String name, Object... attributes) {
        StringBuilder element = new StringBuilder("<" + name);
        for (int index = 0; index + 1 < attributes.length; index += 2) {
            Object value = attributes[index + 1];
            element.append(' ').append(attributes[index]).append("=\"");
            element.append(value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : value);
            element.append('"');
        }
        return element.append(' ')
                .append(attributes[attributes.length - 1])
                .append("/>\n")
                .toString();
    }

    /** A logarithmic axis from one pixel to another. */
    private record Axis(double from, double to, double first, double last) {
        double at(double value) {
            return first + (last - first) * Math.log(value / from) / Math.log(to / from);
        }
    }

    private void draw(Chart chart, StringBuilder drawn) {
        drawn.append("<text x=\"" + LEFT + "\" y=\"24\" font-size=\"14\" font-weight=\"bold\">" + chart.title()
                + "</text>\n");
        List<Point> all =
                chart.lines().stream().flatMap(line -> line.points().stream()).toList();
        if (all.isEmpty()) {
            return;
        }
        double mostX = all.stream().mapToDouble(Point::x).max().orElseThrow();
        double leastY = decade(all.stream().mapToDouble(Point::y).min().orElseThrow());
        double mostY = 10 * decade(all.stream().mapToDouble(Point::y).max().orElseThrow() * 0.9999);
        Axis across = new Axis(1, Math.max(10, mostX), LEFT, WIDTH - RIGHT);
        Axis up = new Axis(leastY, mostY, HEIGHT - BOTTOM, TOP);
        for (double y = leastY; y < mostY * 1.01; y *= 10) {
            grid(LEFT, up.at(y), WIDTH - RIGHT, up.at(y), drawn);
            drawn.append(text(LEFT - 8, up.at(y) + 4, "end", plain(y) + " s"));
        }
        double[] sizes = all.stream().mapToDouble(Point::x).distinct().sorted().toArray();
        for (int index = 0; index < sizes.length; index++) {
            double x = across.at(sizes[index]);
            grid(x, TOP, x, HEIGHT - BOTTOM, drawn);
            // No room for both beside each other.
            boolean isCrowded = index + 1 < sizes.length && across.at(sizes[index + 1]) - x < NARROW;
            if (!isCrowded) {
                drawn.append(
                        text(x, HEIGHT - BOTTOM + 18, "middle", String.format(Locale.ROOT, "%,.0f", sizes[index])));
            }
        }
        drawn.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - BOTTOM + 36, "middle", "segments"));
        for (int index = names.size() - 1; index >= 0; index--) {
            for (Line line : chart.lines()) {
                if (line.name().equals(names.get(index).text())) {
                    draw(line, index, across, up, drawn);
                }
            }
        }
    }

    private void draw(Line line, int index, Axis across, Axis up, StringBuilder drawn) {
        StringBuilder points = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : line.points()) {
            double x = across.at(point.x());
            double y = up.at(point.y());
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            dots.append(dot(x, y, index));
        }
        drawn.append(element("polyline", "points", points.toString().strip(), style(index)));
        drawn.append(dots);
    }

    private static void grid(double x1, double y1, double x2, double y2, StringBuilder drawn) {
        drawn.append(element("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke=\"#dddddd\" stroke-width=\"1\""));
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    private static String plain(double value) {
        return value >= 1
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%." + (int) Math.round(-Math.log10(value)) + "f", value);
    }
}
