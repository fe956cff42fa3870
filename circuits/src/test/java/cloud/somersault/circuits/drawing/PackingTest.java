package cloud.somersault.circuits.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.drawing.Scene.Frame;
import cloud.somersault.circuits.drawing.Scene.Link;
import cloud.somersault.circuits.drawing.Scene.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where operations stand, over seeded circuits of everything. */
class PackingTest {
    private record Cell(int row, int column) {}

    private static Scene scene(Circuit circuit) {
        return Packing.scene(circuit, new Labels(circuit, false, 24), 40, Bounds.DEFAULT);
    }

    private static List<Cell> cells(Symbol symbol) {
        var cells = new ArrayList<Cell>();
        if (symbol.link() == Link.NONE) {
            symbol.marks().forEach(mark -> cells.add(new Cell(mark.row(), symbol.column())));
        } else {
            int last = symbol.marks().getLast().row();
            for (int row = symbol.marks().getFirst().row(); row <= last; row++) {
                cells.add(new Cell(row, symbol.column()));
            }
        }
        return cells;
    }

    @Test
    void every_operation_stands_somewhere_and_none_on_another() {
        var dice = new SplittableRandom(Long.getLong("seed", 47));
        for (int i = 0; i < 500; i++) {
            var circuit = Drawn.random(dice, dice.nextInt(40), true);
            var scene = scene(circuit);
            assertThat(scene.symbols().size() + scene.frames().size()).isEqualTo(circuit.size());
            var taken = new HashSet<Cell>();
            for (var symbol : scene.symbols()) {
                assertThat(cells(symbol)).allMatch(taken::add);
            }
        }
    }

    @Test
    void frames_lie_inside_or_outside_each_other_and_of_operations() {
        var dice = new SplittableRandom(Long.getLong("seed", 48));
        for (int i = 0; i < 300; i++) {
            var scene = scene(Drawn.random(dice, 25, true));
            for (var frame : scene.frames()) {
                for (var other : scene.frames()) {
                    assertThat(frame.equals(other) || apart(frame, other) || nested(frame, other))
                            .isTrue();
                }
                for (var symbol : scene.symbols()) {
                    for (var cell : cells(symbol)) {
                        assertThat(onBorder(frame, cell)).isFalse();
                    }
                }
            }
        }
    }

    private static boolean apart(Frame one, Frame two) {
        return one.right() < two.left()
                || two.right() < one.left()
                || one.bottom() < two.top()
                || two.bottom() < one.top();
    }

    private static boolean nested(Frame one, Frame two) {
        return inside(one, two) || inside(two, one);
    }

    private static boolean inside(Frame inner, Frame outer) {
        return outer.left() < inner.left()
                && inner.right() < outer.right()
                && outer.top() <= inner.top()
                && inner.bottom() <= outer.bottom();
    }

    private static boolean onBorder(Frame frame, Cell cell) {
        boolean column =
                cell.column() == frame.left()
                        || cell.column() == frame.right()
                        || cell.column() == frame.divider().orElse(-1);
        return column && frame.top() <= cell.row() && cell.row() <= frame.bottom();
    }

    @Test
    void what_shares_a_qubit_keeps_its_order() {
        var dice = new SplittableRandom(Long.getLong("seed", 49));
        for (int i = 0; i < 300; i++) {
            var circuit = Drawn.random(dice, 40, false);
            var symbols = scene(circuit).symbols();
            for (int second = 0; second < symbols.size(); second++) {
                for (int first = 0; first < second; first++) {
                    if (depends(symbols.get(second), symbols.get(first))) {
                        assertThat(symbols.get(first).column())
                                .isLessThan(symbols.get(second).column());
                    }
                }
            }
        }
    }

    @Test
    void nothing_could_stand_one_column_further_left() {
        var dice = new SplittableRandom(Long.getLong("seed", 50));
        for (int i = 0; i < 300; i++) {
            var symbols = scene(Drawn.random(dice, 40, false)).symbols();
            for (int k = 0; k < symbols.size(); k++) {
                var symbol = symbols.get(k);
                var before = symbols.subList(0, k);
                var left =
                        cells(symbol).stream()
                                .map(cell -> new Cell(cell.row(), cell.column() - 1))
                                .toList();
                boolean stuck =
                        symbol.column() == 0
                                || before.stream()
                                        .anyMatch(other ->
                                                other.column() == symbol.column() - 1
                                                        && (depends(symbol, other)
                                                                || cells(other).stream()
                                                                        .anyMatch(left::contains)));
                assertThat(stuck).as("%s", symbol).isTrue();
            }
        }
    }

    /** A qubit in common, or the same bit of a register. */
    private static boolean depends(Symbol one, Symbol two) {
        return one.marks().stream()
                .anyMatch(mark ->
                        two.marks().stream()
                                .anyMatch(other ->
                                        mark instanceof Mark.Bit || other instanceof Mark.Bit
                                                ? mark.equals(other)
                                                : mark.row() == other.row()));
    }

    @Test
    void operations_without_a_wire_in_common_share_a_column() {
        var circuit =
                Circuit.of(4, 0)
                        .gate(Gate.CX, 0, 1)
                        .gate(Gate.CX, 2, 3)
                        .gate(Gate.CX, 0, 3)
                        .gate(Gate.H, 1)
                        .gate(Gate.H, 2)
                        .build();
        assertThat(scene(circuit).symbols())
                .extracting(Symbol::column)
                .containsExactly(0, 0, 1, 2, 2);
    }
}
