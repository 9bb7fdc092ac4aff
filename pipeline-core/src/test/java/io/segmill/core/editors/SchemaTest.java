package io.segmill.core.editors;

import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void probe() {
        EditorSchema schema = EditorSchema.committed();
        System.out.println(schema.ownComplaints());
        for (var project : Checkout.sampleProjects())
            for (var f : Checkout.definitions(project)) {
                var c = schema.complaints(f);
                if (!c.isEmpty()) System.out.println(f + " " + c);
            }
        long t = System.nanoTime();
        for (var f : Checkout.definitions(Checkout.root().resolve("pipeline-core/src/test/resources/mistakes"))) {
            try {
                var c = schema.complaints(f);
                if (!c.isEmpty()) {
                    System.out.println(f.getFileName());
                    c.forEach(x -> System.out.println("    " + x));
                }
            } catch (Exception e) {
                System.out.println(f.getFileName() + " " + e.getClass());
            }
        }
        System.out.println((System.nanoTime() - t) / 1e6);
    }
}
