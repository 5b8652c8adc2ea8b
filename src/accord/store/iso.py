"""ISO 3166-1 alpha-3: the officially assigned codes, and those left to users."""

ASSIGNED = frozenset(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR
    BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP
    CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB
    GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD
    MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN
    PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM
    SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR
    UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
    """.split()  # noqa: SIM905 - a table of codes reads better than 249 quoted ones
)
IN_USE = frozenset({"XKX"})
"""User-assigned codes that stand for a real territory in wide use: Kosovo."""


def is_real(code: str) -> bool:
    """Whether a code names a real nation or territory.

    >>> is_real("NOR"), is_real("XKX"), is_real("XAA")
    (True, True, False)
    """
    return code in ASSIGNED or code in IN_USE


def is_invented(code: str) -> bool:
    """Whether ISO leaves the code to users and none of them means a real territory by it (AAA, QMA-QZZ, XAA-XZZ, ZZZ).

    >>> is_invented("XAA"), is_invented("QMA"), is_invented("QLZ"), is_invented("NOR")
    (True, True, False, False)
    """
    left_to_users = code in ("AAA", "ZZZ") or "QMA" <= code <= "QZZ" or "XAA" <= code <= "XZZ"
    return left_to_users and code not in IN_USE
