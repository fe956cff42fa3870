package cloud.somersault.circuits.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Chips to compile for, with invented but plausible figures. */
final class Devices {
    private Devices() {}

    static Device line(int qubits) {
        return of("line", qubits, lattice(qubits, 1), Set.of());
    }

    static Device grid(int width, int height) {
        return of("grid", width * height, lattice(width, height), Set.of());
    }

    /** A lattice of equally good parts that takes programs of any depth. */
    static Device uniformGrid(int width, int height) {
        return new Device(
                "uniform",
                IntStream.range(0, width * height)
                        .mapToObj(q -> new DeviceQubit(q, true, 1e-3, 1e-2, 0, 0))
                        .toList(),
                lattice(width, height).stream()
                        .map(pair -> new DeviceCoupler(pair[0], pair[1], true, 1e-2))
                        .toList(),
                30e-9,
                40e-9,
                1e-6,
                Integer.MAX_VALUE);
    }

    /** A lattice of parts that never err, for programs of any depth. */
    static Device perfectGrid(int width, int height) {
        return new Device(
                "perfect",
                IntStream.range(0, width * height)
                        .mapToObj(q -> new DeviceQubit(q, true, 0, 0, 0, 0))
                        .toList(),
                lattice(width, height).stream()
                        .map(pair -> new DeviceCoupler(pair[0], pair[1], true, 0))
                        .toList(),
                30e-9,
                40e-9,
                1e-6,
                Integer.MAX_VALUE);
    }

    /** Two trees and some lonely qubits; qubit 5 is out. */
    static Device trees() {
        return of(
                "trees",
                16,
                List.of(
                        new int[] {0, 1},
                        new int[] {1, 2},
                        new int[] {1, 3},
                        new int[] {3, 4},
                        new int[] {4, 5},
                        new int[] {6, 7},
                        new int[] {7, 8},
                        new int[] {7, 9},
                        new int[] {9, 10},
                        new int[] {10, 11},
                        new int[] {10, 12},
                        new int[] {8, 13},
                        new int[] {13, 14}),
                Set.of(5));
    }

    /**
     * The 6 x 12 lattice of Origin Wukong with the qubits and couplers that worked on 2026-03-06,
     * as its cloud answered then (public repository bird/qpilot, Apache-2.0); figures invented.
     */
    static Device wukong() {
        var dead = Set.of(0, 18, 23, 42, 43, 49, 65, 68, 71);
        var working =
                ("1-7 2-3 2-8 3-4 4-5 4-10 5-11 7-8 7-13 9-10 10-11 11-17 12-13 13-14 13-19"
                                + " 14-20 16-17 19-20 19-25 20-21 20-26 21-27 22-28 24-30 25-26"
                                + " 26-27 26-32 27-28 28-29 28-34 29-35 40-41 44-50 45-46 46-47"
                                + " 48-54 50-51 50-56 51-52 51-57 52-53 52-58 53-59 54-60 56-57"
                                + " 56-62 57-58 58-59 58-64 60-61 60-66 61-62 64-70 69-70")
                        .split(" ");
        var names = Set.of(working);
        var full = of("wukong", 72, lattice(6, 12), dead);
        var couplers =
                full.couplers().stream()
                        .map(c ->
                                names.contains(c.first() + "-" + c.second())
                                        ? c
                                        : new DeviceCoupler(c.first(), c.second(), false, 0))
                        .toList();
        return new Device("wukong", full.qubits(), couplers, 30e-9, 40e-9, 1e-6, full.layersMax());
    }

    /**
     * Origin Wukong as calibrated on 2026-03-06, its own figures: calibration/README.md says
     * whence.
     */
    static Device calibrated() {
        var qubits = new DeviceQubit[72];
        Arrays.setAll(qubits, q -> new DeviceQubit(q, false, 0, 0, 0, 0));
        var czErrors = new HashMap<List<Integer>, Double>();
        for (var line : lines("/calibration/wukong-2026-03-06.tsv")) {
            var cells = line.split("\t");
            var figures = Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
            int first = (int) figures[0];
            if (cells[0].equals("qubit")) {
                double readoutError = 1 - (figures[2] + figures[3]) / 2;
                qubits[first] =
                        new DeviceQubit(
                                first, true, 1 - figures[1], readoutError, figures[4], figures[5]);
            } else {
                czErrors.put(List.of(first, (int) figures[1]), 1 - figures[2]);
            }
        }
        var couplers =
                lattice(6, 12).stream()
                        .map(pair -> {
                            var error = czErrors.get(List.of(pair[0], pair[1]));
                            return new DeviceCoupler(
                                    pair[0], pair[1], error != null, error == null ? 0 : error);
                        })
                        .toList();
        return new Device("wukong", List.of(qubits), couplers, 30e-9, 40e-9, 1e-6, 500);
    }

    private static List<String> lines(String resource) {
        try (var in = Devices.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same chip for one that can't tell its parts apart: all in service equally good. */
    static Device flat(Device device) {
        return new Device(
                device.name(),
                device.qubits().stream()
                        .map(q ->
                                q.inService()
                                        ? new DeviceQubit(q.id(), true, .003, .15, 19e-6, 5e-6)
                                        : q)
                        .toList(),
                device.couplers().stream()
                        .map(c ->
                                c.inService()
                                        ? new DeviceCoupler(c.first(), c.second(), true, .037)
                                        : c)
                        .toList(),
                device.oneQubitGateSeconds(),
                device.twoQubitGateSeconds(),
                device.readoutSeconds(),
                device.layersMax());
    }

    static Device withLayers(Device device, int layersMax) {
        return new Device(
                device.name(),
                device.qubits(),
                device.couplers(),
                device.oneQubitGateSeconds(),
                device.twoQubitGateSeconds(),
                device.readoutSeconds(),
                layersMax);
    }

    /** Every pair coupled. */
    static Device complete(int qubits) {
        var pairs = new ArrayList<int[]>();
        for (int a = 0; a < qubits; a++) {
            for (int b = a + 1; b < qubits; b++) {
                pairs.add(new int[] {a, b});
            }
        }
        return of("complete", qubits, pairs, Set.of());
    }

    private static List<int[]> lattice(int width, int height) {
        var pairs = new ArrayList<int[]>();
        for (int q = 0; q < width * height; q++) {
            if (q % width < width - 1) {
                pairs.add(new int[] {q, q + 1});
            }
            if (q + width < width * height) {
                pairs.add(new int[] {q, q + width});
            }
        }
        return pairs;
    }

    private static Device of(String name, int size, List<int[]> pairs, Set<Integer> dead) {
        var dice = new SplittableRandom(size);
        var qubits =
                IntStream.range(0, size)
                        .mapToObj(q ->
                                dead.contains(q)
                                        ? new DeviceQubit(q, false, 0, 0, 0, 0)
                                        : new DeviceQubit(
                                                q,
                                                true,
                                                dice.nextDouble(.001, .008),
                                                dice.nextDouble(.04, .3),
                                                dice.nextDouble(8e-6, 40e-6),
                                                dice.nextDouble(1e-6, 20e-6)))
                        .toList();
        var couplers =
                pairs.stream()
                        .map(pair -> {
                            boolean works = !dead.contains(pair[0]) && !dead.contains(pair[1]);
                            return new DeviceCoupler(
                                    pair[0],
                                    pair[1],
                                    works,
                                    works ? dice.nextDouble(.011, .086) : 0);
                        })
                        .collect(Collectors.toList());
        return new Device(name, qubits, couplers, 30e-9, 40e-9, 1e-6, 500);
    }
}
