import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Random;

/**
 * Makes customers of planted types, to see whether look-alikes find them: {@code java PlantedTypes.java FOLDER
 * [CUSTOMERS]}; 6,000 customers unless said otherwise, the same bytes every time.
 *
 * <p>Each customer is of one of five types, which no file tells. Region, plan, device, household, points, first order and
 * newsletter, and the rate, amounts and times of orders and visits, lean to what is usual for the type. The noise: with
 * {@link #NOISE} in a hundred each of them is drawn as for a type at random instead, amounts and times scatter besides,
 * one value in fifty is missing, and the club (what the segment is defined by) has {@link #MEMBERS_OF_TYPE} in a hundred
 * of the climbers' type as members and {@link #MEMBERS_OF_OTHERS} in a hundred of all others.
 *
 * <p>Half of the club's members, at random, do not show in {@code customers.csv}: their club reads as for everybody
 * else. {@code hidden.csv} lists them; it is no source.
 */
public class PlantedTypes {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private static final int NOISE = 35;
    private static final int MEMBERS_OF_TYPE = 80;
    private static final int MEMBERS_OF_OTHERS = 2;
    private static final int CLIMBERS = 0;

    /** How many in a hundred are of each type. */
    private static final int[] SHARES = {10, 30, 20, 15, 25};

    private static final String[][] REGIONS = {
        {"alps", "alps", "south", "east"},
        {"west", "north", "south", "west"},
        {"east", "north", "west", "city"},
        {"city", "city", "west", "south"},
        {"north", "south", "east", "west"}
    };
    private static final String[][] PLANS = {
        {"plus", "premium", "plus"},
        {"basic", "plus", "basic"},
        {"basic", "basic", "basic"},
        {"premium", "premium", "plus"},
        {"basic", "plus", "premium"}
    };
    private static final String[][] DEVICES = {
        {"phone", "watch", "phone"},
        {"phone", "tablet", "desktop"},
        {"phone", "phone", "phone"},
        {"desktop", "phone", "tablet"},
        {"desktop", "desktop", "tablet"}
    };
    private static final int[] HOUSEHOLDS = {2, 4, 1, 1, 2};
    private static final int[] POINTS = {700, 300, 80, 1500, 400};
    private static final int[] ORDERS = {7, 5, 2, 9, 3};
    private static final int[] AMOUNTS = {90, 60, 25, 160, 45};
    private static final int[] LAST_ORDER_DAYS = {40, 60, 120, 20, 150};
    private static final int[] VISITS = {12, 5, 9, 6, 2};
    private static final int[] YEARS_SINCE_FIRST = {5, 4, 1, 6, 9};
    private static final int[] NEWSLETTER = {70, 50, 20, 60, 35};
    private static final int[] VISIT_HOURS = {6, 20, 23, 12, 10};

    private final Random random = new Random(20260630);

    private PlantedTypes() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        new PlantedTypes().write(folder, args.length > 1 ? Integer.parseInt(args[1]) : 6000);
    }

    private void write(Path folder, int customers) throws IOException {
        try (Writer people = writer(folder, "customers.csv");
                Writer hidden = writer(folder, "hidden.csv");
                Writer orders = writer(folder, "orders.csv");
                Writer visits = writer(folder, "visits.csv")) {
            people.write("customer_id,name,club,region,plan,device,household,points,first_order_on,newsletter,note\n");
            hidden.write("customer_id\n");
            orders.write("order_id,customer_id,ordered_on,amount,items\n");
            visits.write("visit_id,customer_id,visited_at,pages\n");
            for (int number = 1; number <= customers; number++) {
                int type = type();
                boolean isMember = percent(type == CLIMBERS ? MEMBERS_OF_TYPE : MEMBERS_OF_OTHERS);
                boolean isHidden = isMember && random.nextBoolean();
                if (isHidden) {
                    hidden.write(number + "\n");
                }
                String club = isMember && !isHidden ? "climbing" : percent(20) ? "chess" : "none";
                people.write(String.join(
                                ",",
                                Integer.toString(number),
                                "Customer " + number,
                                club,
                                maybe(pick(REGIONS[seen(type)])),
                                maybe(pick(PLANS[seen(type)])),
                                maybe(pick(DEVICES[seen(type)])),
                                maybe(Integer.toString(around(HOUSEHOLDS[seen(type)], 1))),
                                maybe(Integer.toString(around(POINTS[seen(type)], POINTS[type] / 2))),
                                maybe(AS_OF.minusDays(365L * YEARS_SINCE_FIRST[seen(type)] + random.nextInt(700))
                                        .toString()),
                                maybe(percent(NEWSLETTER[seen(type)]) ? "true" : "false"),
                                "note " + random.nextInt(1_000_000_000))
                        + "\n");
                int count = around(ORDERS[seen(type)], 3);
                LocalDate day = AS_OF.minusDays(around(LAST_ORDER_DAYS[seen(type)], 40));
                for (int order = 1; order <= count; order++) {
                    orders.write(number * 100L + order + "," + number + "," + day + ","
                            + String.format(Locale.ROOT, "%.2f", AMOUNTS[seen(type)] * (0.4 + 1.2 * random.nextDouble()))
                            + "," + (1 + random.nextInt(5)) + "\n");
                    day = day.minusDays(10 + random.nextInt(80));
                }
                count = around(VISITS[seen(type)], 4);
                for (int visit = 1; visit <= count; visit++) {
                    LocalDateTime at = AS_OF.minusDays(random.nextInt(360))
                            .atTime((VISIT_HOURS[seen(type)] + random.nextInt(3)) % 24, random.nextInt(60));
                    visits.write(number * 100L + visit + "," + number + "," + at + "," + (1 + random.nextInt(20)) + "\n");
                }
            }
        }
    }

    private static Writer writer(Path folder, String name) throws IOException {
        return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private int type() {
        int drawn = random.nextInt(100);
        int type = 0;
        while (drawn >= SHARES[type]) {
            drawn -= SHARES[type++];
        }
        return type;
    }

    /** The type as a value shows it. */
    private int seen(int type) {
        return percent(NOISE) ? type() : type;
    }

    private boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }

    private int around(int middle, int spread) {
        return Math.max(0, middle + (int) Math.round(random.nextGaussian() * spread));
    }

    private String maybe(String value) {
        return percent(2) ? "" : value;
    }
}
