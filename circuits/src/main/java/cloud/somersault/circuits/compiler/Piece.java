package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.List;

/** A step of a program while it is being optimized: what the levels above 1 work with. */
sealed interface Piece {
    List<Integer> qubits();

    /** One qubit turns. */
    record Turn(int qubit, Rotation rotation) implements Piece {
        @Override
        public List<Integer> qubits() {
            return List.of(qubit);
        }
    }

    /** Two qubits interact. */
    record Block(int first, int second, Interaction core) implements Piece {
        @Override
        public List<Integer> qubits() {
            return List.of(first, second);
        }

        boolean isOn(int a, int b) {
            return first == a && second == b || first == b && second == a;
        }
    }

    /** What nothing moves across: measurement, reset, barrier, delay, if. */
    record Wall(Operation operation) implements Piece {
        @Override
        public List<Integer> qubits() {
            return operation.qubits();
        }
    }
}
