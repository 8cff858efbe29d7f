"""The configuration of IIS 10 with its module URL Rewrite 2.1; it was not run by the tests.

Maps of URL Rewrite ignore case, as nginx's do, so the same verdicts serve. IIS hands over paths
decoded. NTFS serves a file in any case, so the true writing is compared before the file is sent.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from newsgen.hosting.configuration import HostConfiguration, HostOptions
from newsgen.hosting.headers import IMMUTABLE, TYPES, page_headers
from newsgen.hosting.site import AddressKind, HostedAddress, HostedRoot, HostedSite, writings
from newsgen.model.urls import TRACKING, windows_trouble

_LARGEST: Final = 250 * 1024
"""Bytes in one file of configuration that IIS reads without a change to the registry."""


def write(site: HostedSite, options: HostOptions) -> HostConfiguration:  # noqa: ARG001 (as all writers)
    """Write a `web.config` and the file of its maps, for each root."""
    configuration = HostConfiguration(todo=_TODO)
    for root in site.roots:
        maps = f"{root.label}/newsgen.maps.config"
        configuration.add(maps, _maps(root, configuration))
        configuration.add(f"{root.label}/web.config", _config(site, root))
        if (size := len(configuration.files[maps].encode())) > _LARGEST:
            configuration.notes.append(
                f"newsgen.maps.config of {root.label} has {size // 1024:,} KB, and IIS reads 250 "
                "KB unless MaxWebConfigFileSizeInKB in the registry allows more"
            )
    return configuration


_TODO: Final = """\
Install URL Rewrite 2.1, and copy web.config and newsgen.maps.config into the folder of the website:
IIS sends no file that ends in .config to anyone."""


def _maps(root: HostedRoot, configuration: HostConfiguration) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<rewriteMaps>"
    for name in ("Newsgen", "NewsgenQuery"):
        yield f'  <rewriteMap name="{name}">'
        for entry in root.entries:
            if bool(entry.query) is not (name == "NewsgenQuery"):
                continue
            if entry.file and (trouble := windows_trouble(entry.file)):
                configuration.leave_out(entry.path, f"Windows cannot hold “{trouble}”")
            if entry.kind is AddressKind.GONE and entry.target != "410.html":
                reason = "IIS shows 410.html here, not the page that says why"
                configuration.leave_out(entry.path, reason)
            for path, query in writings(entry):
                key = f"{path}?{query}" if query else path
                yield f"    <add key={quoteattr(key)} value={quoteattr(_verdict(entry))} />"
        yield "  </rewriteMap>"
    yield "</rewriteMaps>"


def _verdict(entry: HostedAddress) -> str:
    if entry.kind is AddressKind.GONE:
        return "gone"
    if entry.kind is AddressKind.MOVED:
        return f"moved {entry.target}"
    path = entry.asked.rstrip("/") or "/"
    true = f"{path}?{entry.query}" if entry.query else path
    return f"page {entry.target} {entry.file if entry.query else ''}|{true}"


def _config(site: HostedSite, root: HostedRoot) -> Iterator[str]:
    yield _BEGINNING.format(immutable=IMMUTABLE)
    for ending, kind in TYPES.items():
        yield f'      <remove fileExtension="{ending}" />'
        yield f'      <mimeMap fileExtension="{ending}" mimeType="{kind}" />'
    yield _ERRORS
    for header, value in page_headers(site.settings).items():
        yield f'        <remove name="{header}" />'
        yield f"        <add name={quoteattr(header)} value={quoteattr(value)} />"
    yield _RULES.format(tracking=escape(TRACKING), graves=_graves(root))


_BEGINNING: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <location path="assets">
    <system.webServer>
      <httpProtocol>
        <customHeaders>
          <remove name="Cache-Control" />
          <add name="Cache-Control" value="{immutable}" />
        </customHeaders>
      </httpProtocol>
    </system.webServer>
  </location>
  <system.webServer>
    <handlers>
      <clear />
      <add name="StaticFile" path="*" verb="GET,HEAD" modules="StaticFileModule"
           resourceType="Either" requireAccess="Read" />
    </handlers>
    <security>
      <requestFiltering allowDoubleEscaping="true">
        <fileExtensions allowUnlisted="true">
          <remove fileExtension=".aspx" />
          <add fileExtension=".aspx" allowed="true" />
          <remove fileExtension=".asp" />
          <add fileExtension=".asp" allowed="true" />
          <remove fileExtension=".php" />
          <add fileExtension=".php" allowed="true" />
        </fileExtensions>
      </requestFiltering>
    </security>
    <staticContent>"""

_ERRORS: Final = """\
    </staticContent>
    <httpErrors errorMode="Custom" existingResponse="Replace">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
      <remove statusCode="410" />
      <error statusCode="410" path="410.html" responseMode="File" />
    </httpErrors>
    <httpProtocol>
      <customHeaders>
        <remove name="X-Powered-By" />"""

_RULES: Final = """\
      </customHeaders>
    </httpProtocol>
    <rewrite>
      <rewriteMaps configSource="newsgen.maps.config" />
      <rules>
        <rule name="Hidden names" stopProcessing="true">
          <match url="(?:^|/)\\.(?!\\.|well-known(?:/|$))" />
          <action type="CustomResponse" statusCode="404" />
        </rule>
        <rule name="Gone with its query" stopProcessing="true">
          <match url="^" />
          <conditions>
            <add input="{{QUERY_STRING}}" pattern="^(.*?)(?:(?:^|&amp;){tracking}=.*)?$" />
            <add input="{{NewsgenQuery:{{URL}}?{{C:1}}}}" pattern="^gone$" />
          </conditions>
          <action type="CustomResponse" statusCode="410" statusReason="Gone" />
        </rule>
        <rule name="Page of a query" stopProcessing="true">
          <match url="^" />
          <conditions trackAllCaptures="true">
            <add input="{{QUERY_STRING}}" pattern="^(.*?)(?:(?:^|&amp;){tracking}=.*)?$" />
            <add input="{{NewsgenQuery:{{URL}}?{{C:1}}}}|{{URL}}?{{C:1}}" ignoreCase="false"
                 pattern="^page \\S+ (.*)\\|(.+)\\|\\2$" />
          </conditions>
          <action type="Rewrite" url="{{C:2}}" appendQueryString="false" />
        </rule>
        <rule name="Moved with its query" stopProcessing="true">
          <match url="^" />
          <conditions trackAllCaptures="true">
            <add input="{{QUERY_STRING}}" pattern="^(.*?)(?:(?:^|&amp;)({tracking}=.*))?$" />
            <add input="{{NewsgenQuery:{{URL}}?{{C:1}}}}" pattern="^(?:moved|page) (\\S+)" />
          </conditions>
          <action type="Redirect" redirectType="Permanent" url="{{C:3}}"
                  appendQueryString="false" />
        </rule>
        <rule name="Gone" stopProcessing="true">
          <match url="^(.*?)/*$" />
          <conditions>
            <add input="{{Newsgen:/{{R:1}}}}" pattern="^gone$" />
          </conditions>
          <action type="CustomResponse" statusCode="410" statusReason="Gone" />
        </rule>
        <rule name="Moved" stopProcessing="true">
          <match url="^(.*?)/*$" />
          <conditions>
            <add input="{{Newsgen:/{{R:1}}}}" pattern="^moved (\\S+)" />
          </conditions>
          <action type="Redirect" redirectType="Permanent" url="{{C:1}}" appendQueryString="true" />
        </rule>
        <rule name="Another writing" stopProcessing="true">
          <match url="^(.*?)/*$" />
          <conditions trackAllCaptures="true">
            <add input="{{Newsgen:/{{R:1}}}}" pattern="^page (\\S+) " />
            <add input="{{Newsgen:/{{R:1}}}}|/{{R:1}}" ignoreCase="false"
                 pattern="\\|(.+)\\|\\1$" negate="true" />
          </conditions>
          <action type="Redirect" redirectType="Permanent" url="{{C:1}}" appendQueryString="true" />
        </rule>
        <rule name="Page in a folder" stopProcessing="true">
          <match url="^(.*?)/*$" />
          <conditions>
            <add input="{{APPL_PHYSICAL_PATH}}{{R:1}}\\index.html" matchType="IsFile" />
          </conditions>
          <action type="Rewrite" url="{{R:1}}/index.html" />
        </rule>{graves}
      </rules>
    </rewrite>
  </system.webServer>
</configuration>"""


def _graves(root: HostedRoot) -> str:
    rules = []
    for number, grave in enumerate(root.graves, 1):
        path = escape(re.escape(grave.strip("?/")), {'"': "&quot;"})
        below, query = ("/*$", ".") if grave.endswith("?") else ("/+[^/]", "^")
        rules.append(f"""
        <rule name="Removed {number}" stopProcessing="true">
          <match url="^{path}{below}" />
          <conditions>
            <add input="{{REQUEST_FILENAME}}" matchType="IsFile" negate="true" />
            <add input="{{QUERY_STRING}}" pattern="{query}" />
          </conditions>
          <action type="CustomResponse" statusCode="410" statusReason="Gone" />
        </rule>""")
    return "".join(rules)
