package cloud.somersault.http.door.ibm;

import cloud.somersault.job.model.JobSpec.ProgramText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A program with its parameters bound: once for each set of values. */
final class IbmBindings {
    private static final int BINDINGS_MAX = 1000;
    private static final Pattern INPUT =
            Pattern.compile("\\binput\\s+(?:float|angle)(?:\\[[0-9]+\\])?\\s+(\\w+)\\s*;");

    private IbmBindings() {}

    /**
     * The program once, or for each binding.
     *
     * @param values none; numbers in the order of the declarations, or rows of them; or by name
     */
    static List<ProgramText> of(ProgramText program, JsonNode values) {
        if (values.isMissingNode() || values.isNull() || values.isEmpty()) {
            return List.of(program);
        }
        var rows = values.isArray() ? positional(program, values) : named(values);
        return rows.stream()
                .map(row -> new ProgramText(program.language(), program.text(), row))
                .toList();
    }

    private static List<Map<String, Double>> positional(ProgramText program, JsonNode values) {
        var names = INPUT.matcher(program.text()).results().map(one -> one.group(1)).toList();
        boolean many = values.get(0).isArray();
        var rows = new ArrayList<Map<String, Double>>();
        for (int i = 0; i < (many ? values.size() : 1); i++) {
            var numbers = many ? values.get(i) : values;
            if (numbers.size() != names.size() || rows.size() == BINDINGS_MAX) {
                throw IbmPrograms.refused(
                        "The program has %d parameters, not %d, and at most %d bindings."
                                .formatted(names.size(), numbers.size(), BINDINGS_MAX));
            }
            var row = new TreeMap<String, Double>();
            for (int place = 0; place < names.size(); place++) {
                row.put(names.get(place), number(numbers.get(place)));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Each name with a number, or each with a list of as many numbers. */
    private static List<Map<String, Double>> named(JsonNode values) {
        int count = 1;
        for (var one : values.properties()) {
            count = Math.max(count, one.getValue().isArray() ? one.getValue().size() : 1);
        }
        if (count > BINDINGS_MAX) {
            throw IbmPrograms.refused("There are at most " + BINDINGS_MAX + " bindings.");
        }
        var rows = new ArrayList<Map<String, Double>>();
        for (int i = 0; i < count; i++) {
            var row = new TreeMap<String, Double>();
            for (var one : values.properties()) {
                var value = one.getValue();
                row.put(one.getKey(), number(value.isArray() ? value.path(i) : value));
            }
            rows.add(row);
        }
        return rows;
    }

    private static double number(JsonNode said) {
        if (!said.isNumber()) {
            throw IbmPrograms.refused("Each parameter has as many values, all of them numbers.");
        }
        return said.asDouble();
    }
}
