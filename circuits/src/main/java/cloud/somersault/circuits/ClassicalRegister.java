package cloud.somersault.circuits;

/**
 * A named run of classical bits.
 *
 * @param name as the program declares it
 * @param offset its first bit among all bits of the circuit
 * @param size how many bits
 */
public record ClassicalRegister(String name, int offset, int size) {

    public ClassicalRegister {
        if (offset < 0 || size < 1) {
            throw new IllegalArgumentException("register " + name + " has no bits");
        }
    }

    /** One past its last bit. */
    public int end() {
        return offset + size;
    }
}
