package cloud.somersault.http.door.ibm;

import cloud.somersault.circuits.qpy.NumpyArray;
import cloud.somersault.circuits.qpy.QpyException;
import cloud.somersault.http.door.Unpacking;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * What Qiskit's client puts into JSON: {@code {"__type__": ..., "__value__": ...}}, with arrays and
 * circuits packed by zlib and written in Base64.
 */
final class IbmTyped {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int AXES_MAX = 16;

    private IbmTyped() {}

    /** Whether it is a value of that type. */
    static boolean is(JsonNode node, String type) {
        return node.path("__type__").asText().equals(type);
    }

    /** The bytes that are packed in a value. */
    static byte[] bytes(JsonNode typed) {
        return Unpacking.zlib(base64(typed.path("__value__").asText()));
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException broken) {
            throw IbmPrograms.refused("A packed value is not written in Base64.");
        }
    }

    /** An array: packed, as lists in lists, or a single number. */
    static NumpyArray array(JsonNode node) {
        if (!is(node, "ndarray")) {
            return ofLists(node);
        }
        if (!node.path("__value__").isTextual()) {
            return ofLists(node.path("__value__"));
        }
        try {
            return NumpyArray.read(bytes(node));
        } catch (QpyException broken) {
            throw IbmPrograms.refused(String.valueOf(broken.getMessage()));
        }
    }

    private static NumpyArray ofLists(JsonNode node) {
        var shape = new ArrayList<Integer>();
        for (var inner = node; inner.isArray(); inner = inner.path(0)) {
            shape.add(inner.size());
            if (shape.size() > AXES_MAX) {
                throw IbmPrograms.refused("Values lie too deep in lists.");
            }
        }
        var values = new ArrayList<Double>();
        collect(node, shape, 0, values);
        return new NumpyArray(shape, values);
    }

    private static void collect(JsonNode node, List<Integer> shape, int axis, List<Double> values) {
        if (axis == shape.size()) {
            if (!node.isNumber()) {
                throw IbmPrograms.refused("Values are numbers.");
            }
            values.add(node.asDouble());
            return;
        }
        if (!node.isArray() || node.size() != shape.get(axis)) {
            throw IbmPrograms.refused("Lists of values have the same length.");
        }
        for (var inner : node) {
            collect(inner, shape, axis + 1, values);
        }
    }

    /** A value of a type. */
    static ObjectNode of(String type, JsonNode value) {
        ObjectNode typed = JSON.objectNode().put("__type__", type);
        typed.set("__value__", value);
        return typed;
    }

    /** An array of double precision. */
    static ObjectNode doubles(List<Integer> shape, List<Double> values) {
        return of("ndarray", packed(new NumpyArray(shape, values).bytes()));
    }

    /** An array of bytes. */
    static ObjectNode bytes(List<Integer> shape, byte[] values) {
        return of("ndarray", packed(NumpyArray.ofBytes(shape, values)));
    }

    private static JsonNode packed(byte[] npy) {
        var packed = new ByteArrayOutputStream();
        try (var zlib = new DeflaterOutputStream(packed)) {
            zlib.write(npy);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return JSON.textNode(Base64.getEncoder().encodeToString(packed.toByteArray()));
    }

    /** A shape as a list. */
    static JsonNode shape(List<Integer> shape) {
        var axes = JSON.arrayNode();
        shape.forEach(axes::add);
        return axes;
    }
}
