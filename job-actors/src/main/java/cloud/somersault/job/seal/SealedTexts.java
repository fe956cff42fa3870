package cloud.somersault.job.seal;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobSpec.Through;
import cloud.somersault.job.model.Kept;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What of a submission is sealed, as one content: JSON with the programs in order and, if there is
 * one, the note of its door: {@code {"programs":[{"text":"...","inputs":{"theta":0.5}}],
 * "note":"..."}}. The same submission gives the same bytes.
 *
 * @param programs with their languages only where they were read together with a specification
 */
record SealedTexts(List<Text> programs, Optional<String> note) {
    private static final JsonFactory JSON = new JsonFactory();

    SealedTexts {
        programs = List.copyOf(programs);
    }

    /** A program and the values of its inputs. */
    record Text(String text, Map<String, Double> inputs) {}

    /** Those of a specification whose note, if it has one, lies in it. */
    static SealedTexts of(JobSpec spec) {
        return new SealedTexts(
                spec.programs().stream().map(one -> new Text(one.text(), one.inputs())).toList(),
                spec.through()
                        .map(Through::note)
                        .filter(Kept.Inside.class::isInstance)
                        .map(note -> ((Kept.Inside) note).text()));
    }

    /** The specification with its texts again. */
    JobSpec into(JobSpec blank) {
        if (programs.size() != blank.programs().size()) {
            throw new IllegalArgumentException("sealed programs of another job");
        }
        var whole = new ArrayList<ProgramText>(programs.size());
        for (int i = 0; i < programs.size(); i++) {
            whole.add(
                    new ProgramText(
                            blank.programs().get(i).language(),
                            programs.get(i).text(),
                            programs.get(i).inputs()));
        }
        return blank.withTexts(whole, note.map(Kept.Inside::new));
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("programs");
            for (var program : programs) {
                out.writeStartObject();
                out.writeStringField("text", program.text());
                out.writeObjectFieldStart("inputs");
                for (var input : new TreeMap<>(program.inputs()).entrySet()) {
                    out.writeNumberField(input.getKey(), input.getValue());
                }
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndArray();
            if (note.isPresent()) {
                out.writeStringField("note", note.get());
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static SealedTexts read(byte[] bytes) {
        var programs = new ArrayList<Text>();
        Optional<String> note = Optional.empty();
        try (var in = JSON.createParser(bytes)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                var name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "programs" -> {
                        while (in.nextToken() == JsonToken.START_OBJECT) {
                            programs.add(program(in));
                        }
                    }
                    case "note" -> note = Optional.of(in.getText());
                    default -> in.skipChildren();
                }
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("sealed texts can't be read", broken);
        }
        return new SealedTexts(programs, note);
    }

    private static Text program(JsonParser in) throws IOException {
        var text = "";
        var inputs = new HashMap<String, Double>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var name = in.currentName();
            in.nextToken();
            switch (name) {
                case "text" -> text = in.getText();
                case "inputs" -> {
                    while (in.nextToken() == JsonToken.FIELD_NAME) {
                        var input = in.currentName();
                        in.nextToken();
                        inputs.put(input, value(in));
                    }
                }
                default -> in.skipChildren();
            }
        }
        return new Text(text, inputs);
    }

    /** What is no number in JSON is written as a text: NaN and the infinities. */
    private static double value(JsonParser in) throws IOException {
        return in.currentToken() == JsonToken.VALUE_STRING
                ? Double.parseDouble(in.getText())
                : in.getDoubleValue();
    }
}
