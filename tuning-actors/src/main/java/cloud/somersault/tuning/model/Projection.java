package cloud.somersault.tuning.model;

/** The linear layers of a block, by their names in a weights file. */
public enum Projection {
    /** To queries. */
    QUERY("self_attn.q_proj"),
    /** To keys. */
    KEY("self_attn.k_proj"),
    /** To values. */
    VALUE("self_attn.v_proj"),
    /** From the heads back. */
    OUTPUT("self_attn.o_proj"),
    /** To the gates of the feed-forward part. */
    GATE("mlp.gate_proj"),
    /** To what the gates let through. */
    UP("mlp.up_proj"),
    /** Back from the feed-forward part. */
    DOWN("mlp.down_proj");

    private final String moduleName;

    Projection(String moduleName) {
        this.moduleName = moduleName;
    }

    /** The name within a block. */
    public String moduleName() {
        return moduleName;
    }

    /** Only queries, keys and values have a bias. */
    public boolean hasBias() {
        return this == QUERY || this == KEY || this == VALUE;
    }

    /** d_in. */
    public int inputWidth(Qwen2Config config) {
        return switch (this) {
            case QUERY, KEY, VALUE, GATE, UP -> config.hiddenSize();
            case OUTPUT -> config.heads() * config.headWidth();
            case DOWN -> config.intermediateSize();
        };
    }

    /** d_out. */
    public int outputWidth(Qwen2Config config) {
        return switch (this) {
            case QUERY -> config.heads() * config.headWidth();
            case KEY, VALUE -> config.keyValueHeads() * config.headWidth();
            case OUTPUT, DOWN -> config.hiddenSize();
            case GATE, UP -> config.intermediateSize();
        };
    }
}
