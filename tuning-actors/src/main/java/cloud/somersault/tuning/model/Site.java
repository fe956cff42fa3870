package cloud.somersault.tuning.model;

/** One linear layer of a network: where an adapter sits. */
public record Site(int block, Projection projection) implements Comparable<Site> {

    /** Its name in a weights file, without {@code .weight}. */
    public String name() {
        return "model.layers." + block + "." + projection.moduleName();
    }

    @Override
    public int compareTo(Site other) {
        return block != other.block
                ? Integer.compare(block, other.block)
                : projection.compareTo(other.projection);
    }
}
