import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes the sample retailer's files in {@code retail/}, next to itself: {@code java data-samples/SampleData.java}.
 *
 * <p>The same bytes every time. Customers 000001 to 001940 are random; 001941 and later, and the rows with order
 * numbers from 900001, are the awkward ones that README.md explains.
 */
public class SampleData {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter GERMAN_DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final int RANDOM_CUSTOMERS = 1940;
    private static final int ADDRESSES = 1400;

    private static final String[] FIRST_NAMES = {
        "Anna", "Ben", "Clara", "David", "Emilia", "Finn", "Greta", "Hannes", "Ida", "Jürgen", "Käthe", "Lukas", "Mia",
        "Noah", "Olga", "Paul", "Renée", "Søren", "Tamás", "Ute", "Václav", "Wanda", "Yasmin", "Zoë", "Łukasz", "Éloïse"
    };
    private static final String[] LAST_NAMES = {
        "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Groß", "Hofmann", "Schäfer",
        "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Schwarz", "Zimmermann", "Krüger",
                "Hartmann",
        "O'Brien", "Nowak", "Dvořák", "Çelik", "von der Heide", "Müller-Lüdenscheidt", "Jørgensen", "Nguyễn"
    };
    private static final String[] MAIL_HOSTS = {"post.example", "mail.example", "Mail.Example", "firma.example.org"};
    private static final String[] STREETS = {
        "Hauptstraße", "Schulstraße", "Gartenweg", "Bahnhofstraße", "Am Markt", "Lindenallee", "Große Gasse", "Mühlweg"
    };

    /** Region, its name, country, sales area, a city there and the beginning of its postal codes. */
    private static final String[][] REGIONS = {
        {"DE-BY", "Bayern", "DE", "South", "München", "80"},
        {"DE-BW", "Baden-Württemberg", "DE", "South", "Stuttgart", "70"},
        {"DE-BE", "Berlin", "DE", "East", "Berlin", "10"},
        {"DE-SN", "Sachsen", "DE", "East", "Dresden", "01"},
        {"DE-TH", "Thüringen", "DE", "East", "Erfurt", "99"},
        {"DE-HH", "Hamburg", "DE", "North", "Hamburg", "20"},
        {"DE-NI", "Niedersachsen", "DE", "North", "Hannover", "30"},
        {"DE-NW", "Nordrhein-Westfalen", "DE", "West", "Köln", "50"},
        {"DE-HE", "Hessen", "DE", "West", "Frankfurt am Main", "60"},
        {"AT-9", "Wien", "AT", "Alps", "Wien", "10"},
        {"AT-5", "Salzburg", "AT", "Alps", "Salzburg", "50"},
        {"CH-ZH", "Zürich", "CH", "Alps", "Zürich", "80"},
        {"NO-03", "Oslo", "NO", "Nordic", "Oslo", "01"},
        {"DK-84", "Hovedstaden", "DK", "Nordic", "København", "21"}
    };

    /** Category, product, price. */
    private static final String[][] PRODUCTS = {
        {"Coffee", "Espresso beans 1 kg", "18.90"}, {"Coffee", "Filter coffee 500 g", "7.49"},
        {"Coffee", "Hand grinder", "64.00"}, {"Coffee", "Moka pot", "29.95"},
        {"Tea", "Darjeeling 100 g", "9.80"}, {"Tea", "Ostfriesenmischung", "5.60"},
        {"Tea", "Kanne \"Bauhaus\", weiß", "45.00"}, {"Tea", "Matcha 🍵 30 g", "24.50"},
        {"Kitchen", "Chef's knife", "89.00"}, {"Kitchen", "Cast-iron pan", "59.90"},
        {"Kitchen", "Scale, 0.1 g", "21.99"}, {"Kitchen", "Whisk", "6.20"},
        {"Garden", "Spade", "34.00"}, {"Garden", "Tomato seeds", "2.95"},
        {"Garden", "Hose 20 m", "27.50"}, {"Garden", "Lounge chair", "149.00"},
        {"Books", "Brot backen", "22.00"}, {"Books", "Kochen für zwei", "18.00"},
        {"Books", "Sagen der Alpen", "12.00"}, {"Gift card", "Gift card 50", "50.00"}
    };

    private final Random random = new Random(20260630);
    private final Path folder;
    private final List<String> customers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final Map<String, List<String>> ordersByMonth = new TreeMap<>();
    private final Map<String, List<String>> linesByYear = new TreeMap<>();
    private final Map<String, List<String>> visitsByMonth = new TreeMap<>();
    private final List<String> tickets = new ArrayList<>();
    private long nextOrder = 100_001;
    private long nextVisit = 1;
    private long nextTicket = 7_001;

    private SampleData(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        // JDK 17 reads this source in the terminal's encoding, which would make other names of the same customers.
        if (!"ü".equals("\u00FC")) {
            throw new IllegalStateException("not read as UTF-8: java -Dfile.encoding=UTF-8 data-samples/SampleData.java");
        }
        Path here = Path.of(sourceFile()).toAbsolutePath().getParent();
        new SampleData(here.resolve("retail")).write();
    }

    /** Where this program lies: a launched source file is told so by its command line only. */
    private static String sourceFile() {
        String command = System.getProperty("sun.java.command", "");
        int end = command.indexOf("SampleData.java");
        return end < 0
                ? "data-samples/SampleData.java"
                : command.substring(command.indexOf(' ') + 1, end) + "SampleData.java";
    }

    private void write() throws IOException {
        addAddresses();
        for (int number = 1; number <= RANDOM_CUSTOMERS; number++) {
            addRandomCustomer(number);
        }
        addAwkwardCustomers();
        addAwkwardOrders();
        addAwkwardVisits();
        addAwkwardTickets();

        file("customers.csv", StandardCharsets.UTF_8, "\uFEFF" + CUSTOMER_HEADER, customers);
        file("addresses.csv", StandardCharsets.UTF_8, "Address no.;Street;Postal code;City;Region", addresses);
        file("regions.csv", StandardCharsets.UTF_8, null, regions());
        file(
                "products.csv",
                StandardCharsets.UTF_8,
                "product_id,name,category,price,launched_on,weight_kg,vegan",
                products());
        for (Map.Entry<String, List<String>> month : ordersByMonth.entrySet()) {
            file("orders/orders-" + month.getKey() + ".csv", StandardCharsets.UTF_8, ORDER_HEADER, month.getValue());
        }
        for (Map.Entry<String, List<String>> year : linesByYear.entrySet()) {
            file("order_lines/lines-" + year.getKey() + ".csv", StandardCharsets.UTF_8, LINE_HEADER, year.getValue());
        }
        for (Map.Entry<String, List<String>> month : visitsByMonth.entrySet()) {
            file("visits/visits-" + month.getKey() + ".jsonl", StandardCharsets.UTF_8, null, month.getValue());
        }
        file("tickets.txt", StandardCharsets.ISO_8859_1, null, tickets);
    }

    // Random rows

    private void addAddresses() {
        for (int number = 1; number <= ADDRESSES; number++) {
            String[] region = REGIONS[Math.min(random.nextInt(REGIONS.length), random.nextInt(REGIONS.length))];
            String street = chance(3) ? "NA" : one(STREETS) + " " + (1 + random.nextInt(120));
            String postalCode = region[5]
                    + String.format(Locale.ROOT, region[2].equals("DE") ? "%03d" : "%02d", random.nextInt(100));
            addresses.add(number + ";" + street + ";" + postalCode + ";" + region[4] + ";" + region[0]);
        }
        addresses.add("1401;\"Straße \"\"Zur Linde\"\"; Hof 2\";01067;Dresden;DE-SN");
        addresses.add("1402;Unter den Wolken 1;00000;Nirgendwo;XX-00");
        addresses.add("1403;Ohne Region 3;12345;Irgendwo;");
        addresses.add("1404;\"Zweizeilig 4\nHinterhaus\";80331;München;DE-BY");
    }

    private void addRandomCustomer(int number) {
        String id = String.format(Locale.ROOT, "%06d", number);
        String first = one(FIRST_NAMES);
        String last = one(LAST_NAMES);
        LocalDate since = AS_OF.minusDays(random.nextInt(2500));
        LocalDate birthday = LocalDate.of(1935, 1, 1).plusDays(random.nextInt(26_000));
        boolean shy = chance(7);
        String email = shy ? "" : ascii(first + "." + last).toLowerCase(Locale.ROOT) + number + "@" + one(MAIL_HOSTS);
        String phone =
                chance(40) ? "" : "+49 " + (30 + random.nextInt(900)) + " " + (100_000 + random.nextInt(900_000));
        String address = chance(4) ? "" : Integer.toString(1 + random.nextInt(ADDRESSES));
        String newsletter = chance(5)
                ? ""
                : one(
                        chance(55)
                                ? new String[] {"true", "yes", "Y", "1", "T"}
                                : new String[] {"false", "no", "N", "0", "F"});
        String blocked = chance(3) ? "true" : "false";
        String points = chance(10) ? "" : Integer.toString(random.nextInt(1500));
        String limit = chance(15) ? "" : money(10_000L * random.nextInt(40));
        // A fixed share of customers is busy, another asleep: a random walk over all of them has no lapsed ones.
        int busy = random.nextInt(10);
        String login =
                chance(30) ? "" : instant(clock(AS_OF.minusDays(random.nextInt(busy == 0 || busy > 6 ? 900 : 60))));
        customer(
                id,
                first,
                last,
                email,
                phone,
                birthday.toString(),
                address,
                since.toString(),
                newsletter,
                blocked,
                points,
                limit,
                login,
                "");

        int orders = busy == 0 ? 0 : 1 + random.nextInt(busy < 7 ? 4 : 9);
        int age = busy < 4 ? 540 : 330;
        int youngest = busy < 4 ? 100 : 0;
        for (int i = 0; i < orders; i++) {
            LocalDate day = AS_OF.plusDays(14).minusDays(youngest + random.nextInt(age));
            if (youngest > 0 && day.isAfter(AS_OF.minusDays(90))) {
                day = day.minusDays(90);
            }
            addRandomOrder(id, day);
        }
        int visits = random.nextInt(busy < 6 ? 2 : 7);
        for (int i = 0; i < visits; i++) {
            LocalDate day = AS_OF.plusDays(2).minusDays(random.nextInt(chance(50) ? 12 : 90));
            addVisit(
                    id,
                    clock(day),
                    chance(60)
                            ? "/product/" + productId(random.nextInt(PRODUCTS.length))
                            : one("/", "/cart", "/sale", "/hilfe"));
        }
        if (chance(22)) {
            LocalDate opened = AS_OF.minusDays(random.nextInt(200));
            String closed = chance(55) ? opened.plusDays(random.nextInt(20)).format(GERMAN_DATE) : "";
            addTicket(
                    id,
                    opened,
                    one("Lieferung", "Rückgabe", "Rechnung", "Löschung", "Größe"),
                    1 + random.nextInt(3),
                    closed,
                    "Bitte um Rückruf");
        }
    }

    private void addRandomOrder(String customer, LocalDate day) {
        long order = nextOrder++;
        String status = one("paid", "paid", "paid", "paid", "open", "cancelled", "returned");
        int lines = 1 + random.nextInt(3);
        long cents = 0;
        for (int line = 1; line <= lines; line++) {
            int product = random.nextInt(PRODUCTS.length);
            int quantity = 1 + random.nextInt(3);
            long amount = cents(PRODUCTS[product][2]) * quantity;
            cents += amount;
            line(day, "I", order, line, productId(product), quantity, money(amount));
        }
        order(day, order, customer, day + clockText(), one("web", "web", "shop", "phone"), status, money(cents), "");
    }

    // The rows that README.md lists

    private void addAwkwardCustomers() {
        awkward("001941", "Pünktlich", "Heute", "1990-06-30", "2026-06-30T21:59:59Z", "");
        awkward("001942", "Dreißig", "Zurück", "1990-07-01", "2026-06-29T22:00:00Z", "");
        awkward("001943", "Einunddreißig", "Zurück", "1990-07-07", "2026-06-29T21:59:59Z", "");
        awkward("001944", "Übermorgen", "Bestellt", "1990-07-08", "2026-06-30T22:00:00Z", "");
        awkward("001945", "Leap", "Day", "1992-02-29", "2026-06-28T22:00:00Z", "");
        awkward("001946", "Leap", "Twin", "2004-02-29", "2026-06-28T21:59:59Z", "");
        awkward("001947", "Februar", "Kind", "1991-02-28", "2026-03-29T03:00:00+02:00", "");
        awkward("001948", "März", "Kind", "1991-03-01", "2025-10-26T02:30:00+01:00", "");
        awkward("001949", "=cmd()", "Formula", "1980-05-05", "2026-06-30T00:00:00", "=cmd()");
        awkward("001950", "Quote \"Q\"", "Comma, Inc.", "1980-05-06", "2026-06-29T23:59:59", "says \"hello\", twice");
        awkward("001951", "Line", "Break", "1984-02-29", "", "first line\nsecond line");
        awkward("001952", "🎉 Emoji", "李小龍", "2000-02-29", "", "👩‍👩‍👧 family, \"quoted\"\nand broken");
        awkward("001953", "  Spaces  ", "Kept ", "1980-05-09", "2025-10-27T00:00:00", " ");
        awkward("001954", "Ярослав", "ЯРОСЛАВОВ", "1980-05-10", "2025-10-26T23:59:59", "@home");
        customer("42", "Short", "Number", "short.number@post.example", "", "1975-01-01", "1401", "2024-01-01", "yes", "false", "42", "42.00", "", "not 000042");
        customer("001955", "Ohne", "Adresse", "ohne@post.example", "", "", "", "2020-02-29", "no", "false", "0", "0.00", "", "");
        customer("001956", "Falsche", "Adresse", "falsch@post.example", "", "", "999999", "2020-03-01", "no", "false", "-5", "-10.00", "", "");
        customer("001957", "Fremde", "Region", "", "", "", "1402", "2026-07-15", "", "", "", "", "", "");
        customer("001958", "Keine", "Region", "", "", "", "1403", "2026-03-31", "", "", "", "", "", "");
        customer("001959", "Zweizeilige", "Straße", "ZWEI@POST.EXAMPLE", "", "", "1404", "2026-04-01", "1", "true", "1500", "1500.00", "", "");

        // The same key twice in one file: the last row wins.
        customer("001960", "Old", "Name", "old.name@post.example", "", "1970-01-01", "1", "2019-01-01", "yes", "false", "1499", "3900.00", "", "replaced by the next row");
        customer("001960", "New", "Name", "", "", "1970-01-01", "2", "2019-01-01", "no", "false", "10", "100.00", "", "this one counts");

        // Bad rows: they go to quarantine, and the last does not replace the good row before it.
        customer("001961", "Bad", "Birthday", "", "", "1990-02-30", "1", "2019-01-01", "yes", "false", "1", "1.00", "", "30 February");
        customer("001962", "Bad", "Points", "", "", "1990-02-27", "1", "2019-01-01", "yes", "false", "5.0", "1.00", "", "5.0 as int");
        customer("", "Bad", "Key", "", "", "1990-02-27", "1", "2019-01-01", "yes", "false", "1", "1.00", "", "no key");
        customers.add("001963,Bad,Width,,,1990-02-27,1,2019-01-01,yes,false,1,1.00,,one field too many,L0,surplus");
        customer("001964", "Good", "Before", "good@mail.example", "", "1990-02-27", "1", "2019-01-01", "yes", "false", "700", "500.00", "", "stays");
        customer("001964", "Bad", "After", "", "", "1990-02-27", "1", "2019-01-01", "maybe", "false", "1", "1.00", "", "maybe is no boolean");

        for (int number = 1965; number <= 2000; number++) {
            customer(String.format(Locale.ROOT, "%06d", number), "Silent", "Customer", "silent" + number + "@post.example", "", "", "", "2018-01-01", "", "false", "", "", "", "");
        }
    }

    /** A customer who differs from a plain one only by what the parameters say. */
    private void awkward(String id, String first, String last, String birthday, String login, String remark) {
        customer(id, first, last, "a" + id + "@post.example", "+49 30 " + id, birthday, Integer.toString(100 + Integer.parseInt(id) % 50), "2024-06-30", "yes", "false", "100", "250.00", login, remark);
    }

    private void addAwkwardOrders() {
        // 001941 to 001944: the edges of `last 30 days`, which begins on 2026-06-01.
        awkwardOrder(900_001, "001941", "2026-06-30 23:59:59", "paid", "600.00");
        awkwardOrder(900_002, "001942", "2026-06-01 00:00:00", "paid", "500.00");
        awkwardOrder(900_003, "001943", "2026-05-31 23:59:59", "paid", "499.99");
        awkwardOrder(900_004, "001944", "2026-07-01 00:00:00", "paid", "900.00");
        // 001945 to 001948: the edges of `last 90 days` (2026-04-02) and of `last 12 months` (2025-07-01).
        awkwardOrder(900_005, "001945", "2026-04-02 00:00:00", "paid", "20.00");
        awkwardOrder(900_006, "001946", "2026-04-01 23:59:59", "paid", "20.00");
        awkwardOrder(900_007, "001947", "2025-07-01 00:00:00", "paid", "700.00");
        awkwardOrder(900_008, "001948", "2025-06-30 23:59:59", "paid", "700.00");
        // Clocks go back at 03:00 on 2025-10-26 (02:30 comes twice) and forward at 02:00 on 2026-03-29.
        awkwardOrder(900_009, "001949", "2025-10-26 02:30:00", "paid", "800.00");
        awkwardOrder(900_010, "001949", "2026-03-29 01:59:59", "paid", "1.00");
        awkwardOrder(900_011, "001949", "2026-03-29 03:00:00", "paid", "1.00");
        // Negative, zero and missing amounts; no date at all.
        awkwardOrder(900_012, "001950", "2026-06-10 12:00:00", "paid", "550.00");
        awkwardOrder(900_013, "001950", "2026-06-11 12:00:00", "paid", "-50.00");
        awkwardOrder(900_014, "001951", "2026-06-12 12:00:00", "paid", "0.00");
        awkwardOrder(900_015, "001952", "2026-06-13 12:00:00", "paid", "");
        awkwardOrder(900_016, "001953", "", "paid", "5000.00");
        // Customers that do not exist: unknown, without the zeros, with a space, none.
        awkwardOrder(900_017, "999999", "2026-06-14 12:00:00", "paid", "5000.00");
        awkwardOrder(900_018, "1954", "2026-06-14 12:00:00", "paid", "5000.00");
        awkwardOrder(900_019, "001954 ", "2026-06-14 12:00:00", "paid", "5000.00");
        awkwardOrder(900_020, "", "2026-06-14 12:00:00", "paid", "5000.00");
        // 42 is not 000042.
        awkwardOrder(900_021, "42", "2026-06-15 12:00:00", "paid", "4200.00");
        // The same key twice in one file: the last row wins.
        awkwardOrder(900_022, "001955", "2026-06-16 12:00:00", "paid", "1000.00");
        awkwardOrder(900_022, "001955", "2026-06-16 12:00:00", "cancelled", "10.00");
        // Bad rows: too many digits, a decimal comma, a day that does not exist.
        awkwardOrder(900_023, "001956", "2026-06-17 12:00:00", "paid", "999.999");
        awkwardOrder(900_024, "001956", "2026-06-17 12:00:00", "paid", "\"999,50\"");
        order(LocalDate.of(2026, 6, 30), 900_025, "001956", "2026-06-31 12:00:00", "web", "paid", "999.00", "");
        // Lines: an unknown product, a deleted line, a correction, and the line of an order after the as-of date.
        LocalDate june = LocalDate.of(2026, 6, 30);
        line(june, "I", 900_001, 1, "P99", 1, "600.00");
        line(june, "I", 900_002, 1, "P05", 5, "49.00");
        line(june, "D", 900_002, 1, "P05", 5, "49.00");
        line(june, "I", 900_003, 1, "P05", 1, "9.80");
        line(june, "U", 900_003, 1, "P05", 10, "98.00");
        line(june, "I", 900_004, 1, "P08", 10, "245.00");
        line(june, "I", 900_016, 1, "P08", 10, "245.00");
        line(june, "D", 999_999, 1, "", 0, "");
    }

    private void awkwardOrder(long order, String customer, String orderedAt, String status, String total) {
        LocalDate month = orderedAt.isEmpty() ? AS_OF : LocalDate.parse(orderedAt.substring(0, 10));
        order(month, order, customer, orderedAt, "web", status, total, "TEN, or 10 %");
    }

    private void addAwkwardVisits() {
        List<String> june = visitsByMonth.get("2026-06");
        // 001945 to 001948 have one visit each inside `last 7 days`, which begins on 2026-06-24, and one on an edge of
        // it.
        for (String customer : List.of("001945", "001946", "001947", "001948")) {
            june.add(visit("v-inside-" + customer, customer, "2026-06-25T12:00:00+02:00"));
        }
        june.add(visit("v-first-second", "001945", "2026-06-23T22:00:00Z"));
        june.add(visit("v-second-before", "001946", "2026-06-23T21:59:59Z"));
        june.add(visit("v-tomorrow-in-berlin", "001947", "2026-06-30T22:00:00Z"));
        june.add(visit("v-local-time", "001948", "2026-06-30T23:59:59"));
        june.add(
                "{\"seconds\":11,\"page\":\"/suche?q=\\u00e9clair \uD83C\uDF70\",\"visited_at\":\"2026-06-30T12:00:00+02:00\",\"customer_id\":\"001952\",\"visit_id\":\"v-other-order\",\"referrer\":{\"host\":\"example.org\"}}");
        june.add(
                "{\"visit_id\":\"v-nobody\",\"customer_id\":null,\"visited_at\":\"2026-06-30T12:00:00+02:00\",\"page\":\"/\",\"device\":\"tablet\",\"seconds\":0}");
        june.add(
                "{\"visit_id\":\"v-bad-seconds\",\"customer_id\":\"001946\",\"visited_at\":\"2026-06-30T12:00:00+02:00\",\"page\":\"/product/P01\",\"device\":\"phone\",\"seconds\":\"long\"}");
        june.add("{\"visit_id\":\"v-cut-off\",\"customer_id\":\"001946\",\"visited_at\":\"2026-06-30T12:00");
    }

    private static String visit(String id, String customer, String visitedAt) {
        return "{\"visit_id\":\"" + id + "\",\"customer_id\":\"" + customer + "\",\"visited_at\":\"" + visitedAt
                + "\",\"page\":\"/product/P01\",\"device\":\"phone\",\"seconds\":10}";
    }

    private void addAwkwardTickets() {
        addTicket("001941", AS_OF, "Größe", 3, "", "offen am Stichtag");
        addTicket("001942", LocalDate.of(2026, 5, 2), "Größe", 3, "", "erster Tag der letzten 60");
        addTicket("001943", LocalDate.of(2026, 5, 1), "Größe", 3, "", "ein Tag zu früh");
        addTicket("001944", LocalDate.of(2026, 7, 1), "Löschung", 3, "", "erst morgen");
        addTicket("001945", AS_OF, "Lieferung", 3, "30.06.2026", "\"Wo ist mein Paket | seit Tagen?\"\"\"");
        addTicket("001946", AS_OF, "Rückgabe", 3, "", "\"zwei\nZeilen\"");
        addTicket("001951", AS_OF, "Löschung", 1, "", "alles löschen, bitte");
        tickets.add("79001|001948|31.06.2026|Rechnung|3||Tag gibt es nicht|");
    }

    // Files' formats

    private static final String CUSTOMER_HEADER =
            "Customer no.,First name,Last name,E-mail,Phone,Birthday,Address no.,Customer since,Newsletter,Blocked,Points,Credit limit,Last login,Remark,Legacy code";
    private static final String ORDER_HEADER = "order_id,customer_id,Ordered at,channel,status,total,voucher";
    private static final String LINE_HEADER = "op,order_id,line_no,product_id,quantity,amount";

    private void customer(String... fields) {
        StringBuilder row = new StringBuilder();
        for (String field : fields) {
            row.append(quoted(field)).append(',');
        }
        customers.add(row + "L" + customers.size() % 7);
    }

    private void order(
            LocalDate month,
            long order,
            String customer,
            String orderedAt,
            String channel,
            String status,
            String total,
            String voucher) {
        rows(ordersByMonth, month.toString().substring(0, 7))
                .add(order + "," + customer + "," + orderedAt + "," + channel + "," + status + "," + total + ","
                        + quoted(voucher));
    }

    private void line(LocalDate day, String op, long order, int line, String product, int quantity, String amount) {
        rows(linesByYear, Integer.toString(day.getYear()))
                .add(op + "," + order + "," + line + "," + product + "," + quantity + "," + amount);
    }

    private void addVisit(String customer, LocalDateTime at, String page) {
        String visitedAt = chance(50)
                ? instant(at)
                : at.atZone(BERLIN).toOffsetDateTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        rows(visitsByMonth, at.toString().substring(0, 7))
                .add("{\"visit_id\":\"v" + nextVisit++ + "\",\"customer_id\":\"" + customer + "\",\"visited_at\":\""
                        + visitedAt
                        + "\",\"page\":\"" + page + "\",\"device\":"
                        + (chance(5) ? "null" : "\"" + one("phone", "desktop", "tablet") + "\"")
                        + ",\"seconds\":" + random.nextInt(900) + "}");
    }

    private void addTicket(String customer, LocalDate opened, String topic, int priority, String closed, String text) {
        tickets.add(nextTicket++ + "|" + customer + "|" + opened.format(GERMAN_DATE) + "|" + topic + "|" + priority
                + "|" + closed + "|" + text + "|");
    }

    private static List<String> regions() {
        List<String> rows = new ArrayList<>();
        for (String[] region : REGIONS) {
            rows.add(String.join(",", List.of(region).subList(0, 4)));
        }
        return rows;
    }

    private static List<String> products() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < PRODUCTS.length; i++) {
            String[] product = PRODUCTS[i];
            boolean vegan = product[0].equals("Tea") || product[0].equals("Coffee");
            rows.add(productId(i) + "," + quoted(product[1]) + "," + product[0] + "," + product[2] + ","
                    + LocalDate.of(2020, 1, 31).plusMonths(3L * i) + "," + (i % 7 == 6 ? "" : "0." + (i + 1)) + ","
                    + vegan);
        }
        return rows;
    }

    private void file(String name, Charset encoding, String header, List<String> rows) {
        Path file = folder.resolve(name);
        String text = (header == null ? "" : header + "\n") + String.join("\n", rows) + "\n";
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(encoding));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    // Small words

    private static List<String> rows(Map<String, List<String>> files, String name) {
        return files.computeIfAbsent(name, any -> new ArrayList<>());
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static String productId(int index) {
        return String.format(Locale.ROOT, "P%02d", index + 1);
    }

    private LocalDateTime clock(LocalDate day) {
        return day.atStartOfDay().plusSeconds(random.nextInt(86_400));
    }

    private String clockText() {
        return " " + clock(AS_OF).format(CLOCK).substring(11);
    }

    private static String instant(LocalDateTime local) {
        return local.atZone(BERLIN)
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT));
    }

    private static long cents(String money) {
        return new BigDecimal(money).movePointRight(2).longValueExact();
    }

    private static String money(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private static String ascii(String text) {
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z.]", "");
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
