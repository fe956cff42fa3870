package cloud.somersault.http.door.ibm;

import cloud.somersault.circuits.qpy.NumpyArray;
import cloud.somersault.circuits.qpy.QpyProgram.Named;
import cloud.somersault.http.door.Wire;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program with its parameters bound: once for each set of values.
 *
 * @param shape of the sets of values
 * @param programs as many as the shape has elements
 */
record IbmBindings(List<Integer> shape, List<ProgramText> programs) {
    private static final int BINDINGS_MAX = 1000;

    IbmBindings {
        shape = List.copyOf(shape);
        programs = List.copyOf(programs);
    }

    /**
     * The program once, or for each binding.
     *
     * @param values none; an array whose last axis goes over the parameters in their order; or
     *     arrays by the name of a parameter, or by the names of several, over which then the last
     *     axis goes
     */
    static IbmBindings of(IbmCircuit circuit, JsonNode values) {
        if (values.isMissingNode()
                || values.isNull()
                || (values.isEmpty() && !values.isValueNode())) {
            return of(circuit, List.of(), List.of(Map.of()));
        }
        if (IbmTyped.is(values, "BindingsArray")) {
            return named(circuit, values.path("__value__").path("data"));
        }
        return values.isObject() && !IbmTyped.is(values, "ndarray")
                ? named(circuit, values)
                : positional(circuit, IbmTyped.array(values));
    }

    private static IbmBindings of(
            IbmCircuit circuit, List<Integer> shape, List<Map<String, Double>> rows) {
        return new IbmBindings(
                shape,
                rows.stream()
                        .map(row -> new ProgramText(circuit.language().id(), circuit.text(), row))
                        .toList());
    }

    private static void limit(List<Integer> shape) {
        if (IbmShapes.size(shape) > BINDINGS_MAX) {
            throw IbmPrograms.refused("There are at most " + BINDINGS_MAX + " bindings.");
        }
    }

    private static IbmBindings positional(IbmCircuit circuit, NumpyArray array) {
        var names = circuit.parameters();
        int given = array.shape().isEmpty() ? 1 : array.shape().getLast();
        if (given != names.size()) {
            throw IbmPrograms.refused(
                    "The program has %d parameters, not %d.".formatted(names.size(), given));
        }
        var shape =
                array.shape().isEmpty()
                        ? array.shape()
                        : array.shape().subList(0, array.shape().size() - 1);
        limit(shape);
        var rows = new ArrayList<Map<String, Double>>();
        for (int i = 0; i < IbmShapes.size(shape); i++) {
            var row = new TreeMap<String, Double>();
            for (int place = 0; place < given; place++) {
                row.put(names.get(place).inText(), finite(array.values().get(i * given + place)));
            }
            rows.add(row);
        }
        return of(circuit, shape, rows);
    }

    /** The values of one parameter, with the shape of the bindings. */
    private record Column(String inText, NumpyArray array, int place, int width) {
        List<Integer> shape() {
            return width == 0 ? array.shape() : array.shape().subList(0, array.shape().size() - 1);
        }

        double value(int element) {
            return finite(array.values().get(width == 0 ? element : element * width + place));
        }
    }

    private static IbmBindings named(IbmCircuit circuit, JsonNode values) {
        var inText =
                circuit.parameters().stream()
                        .collect(Collectors.toMap(Named::name, Named::inText, (one, _) -> one));
        var columns = new ArrayList<Column>();
        for (var one : values.properties()) {
            var array = IbmTyped.array(one.getValue());
            var names = names(one.getKey());
            boolean many = one.getKey().startsWith("[");
            if (many && (array.shape().isEmpty() || array.shape().getLast() != names.size())) {
                throw IbmPrograms.refused("Each parameter has as many values.");
            }
            for (int place = 0; place < names.size(); place++) {
                // A name that the program does not know is refused when the program is read.
                var name = inText.getOrDefault(names.get(place), names.get(place));
                columns.add(new Column(name, array, place, many ? names.size() : 0));
            }
        }
        List<Integer> shape = List.of();
        for (var column : columns) {
            shape = IbmShapes.together(shape, column.shape());
        }
        limit(shape);
        var rows = new ArrayList<Map<String, Double>>();
        for (int i = 0; i < IbmShapes.size(shape); i++) {
            var row = new TreeMap<String, Double>();
            for (var column : columns) {
                row.put(column.inText(), column.value(IbmShapes.element(i, shape, column.shape())));
            }
            rows.add(row);
        }
        return of(circuit, shape, rows);
    }

    /** A name, or several in a list that is written as a text. */
    private static List<String> names(String key) {
        if (!key.startsWith("[")) {
            return List.of(key);
        }
        var names = new ArrayList<String>();
        for (var name : Wire.parse(key.getBytes(StandardCharsets.UTF_8))) {
            if (!name.isTextual()) {
                throw IbmPrograms.refused("Parameters are named by texts.");
            }
            names.add(name.asText());
        }
        return names;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw IbmPrograms.refused("Values of parameters are finite.");
        }
        return value;
    }
}
