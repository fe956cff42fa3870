package cloud.somersault.chip.published;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Lattice;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The chips that are shipped beside the first one: each file says what is computed here. Run {@link
 * #main} with the module's folder to write them anew.
 */
class ShippedChipsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<ChipData> SHIPPED =
            List.of(
                    wukong2024(),
                    synthetic("lattice-102", 6, 17),
                    synthetic("lattice-180", 12, 15));

    public static void main(String[] folder) throws IOException {
        for (var chip : SHIPPED) {
            Files.writeString(
                    Path.of(folder[0], "src/main/resources", resource(chip)), lines(chip));
        }
    }

    private static String resource(ChipData chip) {
        return "cloud/somersault/chip/" + chip.chip() + ".json";
    }

    /** One line for each part, so that a change is seen. */
    private static String lines(ChipData chip) throws IOException {
        var one = MAPPER.readTree(snapshotJson(chip));
        var text = new StringBuilder("{\n");
        text.append("  \"form\": \"%s\",\n".formatted(chip.form()));
        text.append("  \"chip\": \"%s\",\n".formatted(chip.chip()));
        text.append("  \"title\": %s,\n".formatted(MAPPER.writeValueAsString(chip.title())));
        text.append("  \"source\": %s,\n".formatted(MAPPER.writeValueAsString(chip.source())));
        text.append("  \"measuredAt\": \"%s\",\n".formatted(chip.measuredAt()));
        text.append("  \"notes\": %s,\n".formatted(MAPPER.writeValueAsString(chip.notes())));
        for (var field : List.of("lattice", "durations", "limits")) {
            text.append("  \"%s\": %s,\n".formatted(field, one.get(field)));
        }
        for (var field : List.of("qubits", "couplers")) {
            text.append("  \"%s\": [\n".formatted(field));
            var all = one.get(field);
            for (int index = 0; index < all.size(); index++) {
                text.append("    ").append(all.get(index));
                text.append(index + 1 < all.size() ? ",\n" : "\n");
            }
            text.append(field.equals("qubits") ? "  ],\n" : "  ]\n");
        }
        return text.append("}\n").toString();
    }

    private static String snapshotJson(ChipData chip) {
        return chip.snapshot(1).toJson();
    }

    private static ChipData wukong2024() {
        try (var in =
                ShippedChipsTest.class.getResourceAsStream(
                        "/published/pilot-config-2024-06-03.json")) {
            var read =
                    PilotConfig.read(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8),
                            "pilot",
                            "wukong-2024",
                            "public repository bird/qpilot (Apache-2.0): PilotOS chip file of"
                                    + " Origin Wukong, LastUpdateTime 1717395244425");
            return new ChipData(
                    read.form(),
                    read.chip(),
                    "Origin Wukong, 72 superconducting qubits, as its chip file had it on"
                            + " 2024-06-03",
                    read.source(),
                    read.measuredAt(),
                    read.notes(),
                    read.lattice(),
                    read.durations(),
                    read.limits(),
                    read.qubits(),
                    read.couplers());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** A lattice on which everything works, with figures spread like those of the real chip. */
    private static ChipData synthetic(String name, int width, int height) {
        var random = new SplittableRandom(width * 1000L + height);
        var real = ChipData.wukong();
        var qubitFigures = real.qubits().stream().flatMap(one -> one.known().stream()).toList();
        var couplerFigures = real.couplers().stream().flatMap(one -> one.known().stream()).toList();
        var qubits =
                IntStream.range(0, width * height)
                        .<ChipQubit>mapToObj(id ->
                                new ChipQubit.InService(
                                        id,
                                        id / width,
                                        id % width,
                                        figures(
                                                qubitFigures.get(
                                                        random.nextInt(qubitFigures.size())),
                                                (id / width + id % width) % 2 == 0,
                                                random)))
                        .toList();
        var couplers =
                Shape.neighbours(width * height, width).stream()
                        .<ChipCoupler>map(pair ->
                                new ChipCoupler.InService(
                                        pair.first(),
                                        pair.second(),
                                        new CouplerFigures(
                                                rounded(
                                                        1
                                                                - couplerFigures
                                                                                .get(
                                                                                        random
                                                                                                .nextInt(
                                                                                                        couplerFigures
                                                                                                                .size()))
                                                                                .czError()
                                                                        * random.nextDouble(
                                                                                0.5, 1)))))
                        .toList();
        return new ChipData(
                ChipData.FORM,
                name,
                "A lattice of %d by %d qubits; SYNTHETIC figures, no real chip"
                        .formatted(width, height),
                "made for this project: figures of the shipped Origin Wukong calibration of"
                        + " 2026-03-06, drawn with replacement and varied, by a seed",
                Instant.parse("2026-03-06T07:41:31Z"),
                List.of("Synthetic: for trying larger chips; it says nothing of a real one."),
                new Lattice(width, height),
                new ChipDurations(3e-8, 4e-8, 1e-6, 2e-4),
                new ChipLimits(500, 10_000, 200),
                qubits,
                couplers);
    }

    private static QubitFigures figures(QubitFigures like, boolean high, SplittableRandom random) {
        return new QubitFigures(
                Math.rint((high ? 4.65e9 : 4.05e9) / 1e6 + random.nextDouble(-150, 150)) * 1e6,
                rounded(like.t1Seconds() * random.nextDouble(0.9, 1.3)),
                rounded(like.t2Seconds() * random.nextDouble(0.9, 1.3)),
                rounded(like.ts2Seconds() * random.nextDouble(0.9, 1.3)),
                rounded(1 - like.gateError() * random.nextDouble(0.6, 1)),
                rounded(Math.max(like.readZeroGivenZero(), 0.85)),
                rounded(Math.max(like.readOneGivenOne(), 0.8)));
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4)).doubleValue();
    }

    @Test
    void each_file_says_what_is_computed() {
        for (var chip : SHIPPED) {
            assertThat(ChipData.ofResource(resource(chip))).isEqualTo(chip);
        }
    }

    @Test
    void the_lattices_are_whole() {
        assertThat(SHIPPED.stream().map(ChipData::qubits).map(List::size))
                .containsExactly(72, 102, 180);
        assertThat(SHIPPED.stream().map(ChipData::couplers).map(List::size))
                .containsExactly(126, 5 * 17 + 6 * 16, 11 * 15 + 12 * 14);
        for (var chip : SHIPPED.subList(1, 3)) {
            ChipSnapshot snapshot = chip.snapshot(1);
            assertThat(snapshot.qubits()).allMatch(ChipQubit::inService);
            assertThat(chip.title()).contains("SYNTHETIC");
        }
    }
}
