package cloud.somersault.chip.coupler;

/**
 * How one coupler stands, for others to see.
 *
 * @param name which one
 * @param standing its phase, with what is known in that phase
 */
public record CouplerView(CouplerName name, Coupler standing) {

    /** Whether programs may use it. */
    public boolean inService() {
        return standing instanceof Coupler.InService;
    }
}
