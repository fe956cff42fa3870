package cloud.somersault.chip.wire;

/** Marks what the chip's actors say to each other: it may cross from node to node, as CBOR. */
public interface ChipMessage {}
