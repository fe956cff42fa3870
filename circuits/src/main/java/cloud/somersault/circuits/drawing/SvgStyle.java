package cloud.somersault.circuits.drawing;

/**
 * The colours of a drawing, for light and dark pages. Names begin with ss- since a page that holds
 * the drawing shares them; colours are written out because not every renderer knows variables.
 */
final class SvgStyle {
    static final String SHEET =
            """
            .ss-page{fill:#fff}.ss-wire{stroke:#8a94a3;stroke-width:1.4;fill:none}
            .ss-link{stroke:#24477a;stroke-width:1.8}.ss-bits{stroke:#8a94a3;stroke-width:1.2}
            .ss-box{fill:#e3edfb;stroke:#24477a;stroke-width:1.3}.ss-phase{fill:#ece6fa}
            .ss-measurement{fill:#fdeed6}.ss-reset,.ss-wait{fill:#eef0f3}
            .ss-dot{fill:#24477a;stroke:#24477a;stroke-width:1.8}.ss-open{fill:#fff}
            .ss-frame{fill:none;stroke:#b0641a;stroke-width:1.4}
            .ss-fence{stroke:#8a94a3;stroke-width:5;stroke-dasharray:2 3}
            .ss-text{font:13px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#16202e}
            .ss-name,.ss-note{fill:#4a5565}.ss-title{fill:#8f4f10;font-size:12px}
            .ss-small{font-size:11px;fill:#4a5565}
            @media (prefers-color-scheme:dark){
            .ss-page{fill:#12161d}.ss-wire,.ss-bits,.ss-fence{stroke:#77839a}
            .ss-link{stroke:#8fb8f2}.ss-box{fill:#1d2f4c;stroke:#8fb8f2}.ss-phase{fill:#33285a}
            .ss-measurement{fill:#4d3818}.ss-reset,.ss-wait{fill:#2a313c}
            .ss-dot{fill:#8fb8f2;stroke:#8fb8f2}.ss-open{fill:#12161d}.ss-frame{stroke:#e0a15e}
            .ss-text{fill:#e8edf5}.ss-name,.ss-note,.ss-small{fill:#a9b4c4}.ss-title{fill:#e9b478}}
            """;

    private SvgStyle() {}
}
