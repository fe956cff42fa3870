package cloud.somersault.circuits.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What every SVG drawing is, read by a real XML parser. */
class SvgDrawingTest {

    private static Document parsed(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        var bytes = svg.getBytes(StandardCharsets.UTF_8);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> words(Document document) {
        return elements(document, "g").stream()
                .filter(group -> group.getAttribute("class").equals("ss-operation"))
                .map(group -> group.getFirstChild().getTextContent())
                .toList();
    }

    @Test
    void it_is_well_formed_and_every_operation_is_in_it() throws Exception {
        var dice = new SplittableRandom(Long.getLong("seed", 53));
        for (int i = 0; i < 200; i++) {
            var circuit = Drawn.random(dice, dice.nextInt(60), true);
            var document = parsed(SvgDrawing.draw(circuit));
            assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
            var scene = Packing.scene(circuit, new Labels(circuit, false, 24), 60, Bounds.DEFAULT);
            assertThat(words(document))
                    .containsExactlyInAnyOrderElementsOf(
                            scene.symbols().stream().map(Scene.Symbol::words).toList());
            assertThat(scene.symbols().size() + scene.frames().size()).isEqualTo(circuit.size());
        }
    }

    @Test
    void it_says_in_words_what_it_shows() throws Exception {
        var document = parsed(SvgDrawing.draw(Drawn.bell()));
        var svg = document.getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-label")).isEqualTo("Quantum circuit");
        assertThat(elements(document, "title").getFirst().getTextContent())
                .isEqualTo("Quantum circuit");
        assertThat(elements(document, "desc").getFirst().getTextContent())
                .isEqualTo(
                        "A circuit of 2 qubits, 2 classical bits and 4 operations: h q0; cx q0, q1;"
                                + " measure q0 into c[0]; measure q1 into c[1].");
        assertThat(words(document))
                .containsExactly(
                        "h q0", "cx q0, q1", "measure q0 into c[0]", "measure q1 into c[1]");
    }

    @Test
    void it_needs_nothing_from_elsewhere_and_knows_light_and_dark() {
        var svg = SvgDrawing.draw(Drawn.everything());
        assertThat(svg)
                .contains("prefers-color-scheme:dark")
                .doesNotContain("href", "url(", "<script", "@import");
        assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
    }

    @Test
    void a_hostile_name_is_only_a_name() throws Exception {
        var name = "</text><script>\"&'\u0000\uD800";
        var registers = List.of(new ClassicalRegister(name, 0, 1));
        var circuit = new Circuit(1, registers, List.of(new Operation.Measure(0, 0)));
        var document = parsed(SvgDrawing.draw(circuit));
        assertThat(elements(document, "script")).isEmpty();
        assertThat(words(document)).containsExactly("measure q0 into </text><script>\"&'??");
    }

    @Test
    void everything_lies_inside_the_picture() throws Exception {
        var dice = new SplittableRandom(Long.getLong("seed", 54));
        for (int i = 0; i < 50; i++) {
            var svg = parsed(SvgDrawing.draw(Drawn.random(dice, 40, false))).getDocumentElement();
            double width = Double.parseDouble(svg.getAttribute("width"));
            assertThat(width).isBetween(50.0, 1300.0);
            assertThat(svg.getAttribute("viewBox"))
                    .isEqualTo(
                            "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
        }
    }

    @Test
    void a_large_circuit_is_drawn_up_to_a_limit_and_says_what_is_left() throws Exception {
        var many = Collections.<Operation>nCopies(100_000, Drawn.apply(Gate.H, 0));
        var svg = SvgDrawing.draw(new Circuit(1, List.of(), many));
        assertThat(words(parsed(svg))).hasSize(1000);
        assertThat(svg).contains("… 99,000 more operations");
        assertThat(svg.length()).isLessThan(500_000);
    }
}
