package io.segmill.jobs.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.segmill.jobs.export.WrittenExtract.WrittenFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** The file that says that an export's folder is whole, and what is in it. */
final class Manifest {
    static final String NAME = "manifest.json";

    private Manifest() {}

    static void write(Path folder, ExportRequest request, WrittenExtract extract) throws IOException {
        try (FileOutputStream file = new FileOutputStream(folder.resolve(NAME).toFile())) {
            JsonGenerator json = new JsonFactory()
                    .createGenerator(file, JsonEncoding.UTF8)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("run", request.runId());
            json.writeStringField("as_of", request.asOf().toString());
            json.writeStringField("segment", request.segmentId());
            json.writeArrayFieldStart("columns");
            for (ExtractColumn column : request.columns()) {
                json.writeString(column.header());
            }
            json.writeEndArray();
            json.writeNumberField(
                    "members",
                    request.changes().map(ExportRequest.Changes::members).orElseGet(extract::rows));
            if (request.changes().isPresent()) {
                ExportRequest.Changes changes = request.changes().get();
                json.writeObjectFieldStart("changes");
                json.writeStringField(
                        "since", changes.since().map(LocalDate::toString).orElse(null));
                json.writeNumberField("entered", changes.entered());
                json.writeNumberField("left", changes.left());
                json.writeEndObject();
            }
            json.writeNumberField("guarded_cells", extract.guardedCells());
            json.writeArrayFieldStart("files");
            for (WrittenFile written : extract.files()) {
                json.writeStartObject();
                json.writeStringField("name", written.name());
                json.writeNumberField("rows", written.rows());
                json.writeNumberField("bytes", written.bytes());
                json.writeStringField("sha256", written.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.close();
            file.getFD().sync();
        }
    }
}
