<?php
/**
 * Fill a fresh WordPress: 60 posts of an invented force, and all that an importer can lose.
 *
 * `make.py` runs it in the folder of the site. All words are invented.
 */
require 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/post.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';

mt_srand(47);
kses_remove_filters(); // an administrator writes
const PLACES = ['Ellerdale', 'Fell Road', 'Harrow Beck', 'Thornwick', 'St Brannoc', 'Marlow Quay',
    'Upper Wharfe', 'Langstrand', 'Cold Ashby', 'Penmoor'];
const THINGS = ['a silver van', 'two bicycles', 'a quad bike', 'tools', 'a caravan', 'copper pipe',
    'a set of keys', 'three sheep', 'a rucksack', 'a blue car'];
const DEEDS = ['was taken from', 'was seen near', 'was left outside', 'was recovered at',
    'was reported at', 'went missing from'];
const ENDS = ['Officers are asking anyone who saw it to call 101.',
    'Enquiries continue, and patrols have been increased.',
    'Nobody was hurt, and the road has since reopened.',
    'A 34-year-old man has been released under investigation.',
    'Anyone with dashcam footage is asked to come forward.',
    'The owner said: “We’re grateful – diolch – to all who helped.”'];

function pick($from) { return $from[mt_rand(0, count($from) - 1)]; }
function sentence() {
    return ucfirst(pick(THINGS)) . ' ' . pick(DEEDS) . ' ' . pick(PLACES) . ' at ' . mt_rand(1, 11)
        . '.' . mt_rand(10, 59) . (mt_rand(0, 1) ? 'am' : 'pm') . ' on ' . mt_rand(1, 28) . ' '
        . pick(['March', 'May', 'July', 'October']) . '. ' . pick(ENDS);
}
function paragraphs($number) {
    $all = [];
    for ($at = 0; $at < $number; $at++) {
        $all[] = sentence() . (mt_rand(0, 2) ? '' : ' ' . sentence());
    }
    return $all;
}
function block($name, $html, $attributes = []) {
    $json = $attributes ? ' ' . serialize_block_attributes($attributes) : '';
    return "<!-- wp:$name$json -->\n$html\n<!-- /wp:$name -->";
}
function p($html) { return block('paragraph', "<p>$html</p>"); }
function words($number = 2) { return implode("\n\n", array_map('p', paragraphs($number))); }

// Files

function upload($name, $bytes, $parent = 0, $more = []) {
    $at = $more['post_date'] ?? '2024-03-01 09:00:00';
    $saved = wp_upload_bits($name, null, $bytes, substr($at, 0, 7));
    if ($saved['error']) { throw new Exception($saved['error']); }
    $id = wp_insert_attachment($more + [
        'post_title' => pathinfo($name, PATHINFO_FILENAME), 'post_date' => $at,
        'post_mime_type' => wp_check_filetype($name)['type'], 'post_content' => '',
    ], $saved['file'], $parent, true);
    if (is_wp_error($id)) { throw new Exception($id->get_error_message()); }
    if (str_ends_with($name, '.jpg')) {
        wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $saved['file']));
    }
    if (isset($more['alt'])) { update_post_meta($id, '_wp_attachment_image_alt', $more['alt']); }
    return $id;
}
function picture($name, $alt, $parent = 0, $more = []) {
    $image = imagecreatetruecolor(480, 320);
    $seed = crc32($name);
    imagefill($image, 0, 0, imagecolorallocate($image, $seed & 255, $seed >> 8 & 255, $seed >> 16 & 255));
    imagefilledellipse($image, 240, 160, 200, 90 + $seed % 90, imagecolorallocate($image, 250, 250, 240));
    ob_start();
    imagejpeg($image, null, 40);
    return upload($name, ob_get_clean(), $parent, $more + ['alt' => $alt]);
}
function shown($id, $more = [], $caption = '', $size = 'large') {
    [$src] = wp_get_attachment_image_src($id, $size);
    $alt = esc_attr(get_post_meta($id, '_wp_attachment_image_alt', true));
    $img = "<img src=\"$src\" alt=\"$alt\" class=\"wp-image-$id\"/>";
    if (isset($more['href'])) { $img = "<a href=\"{$more['href']}\">$img</a>"; }
    $align = isset($more['align']) ? " align{$more['align']}" : '';
    $below = $caption ? "<figcaption class=\"wp-element-caption\">$caption</figcaption>" : '';
    return block('image', "<figure class=\"wp-block-image$align size-$size\">$img$below</figure>",
        ['id' => $id, 'sizeSlug' => $size, 'linkDestination' => 'none'] + $more);
}
function gallery($ids, $caption = '') {
    $inner = implode("\n\n", array_map(fn($id) => shown($id, [], "Picture $id"), $ids));
    $below = $caption ? "<figcaption class=\"blocks-gallery-caption wp-element-caption\">$caption</figcaption>" : '';
    return block('gallery', '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
        . "$inner$below</figure>", ['linkTo' => 'none']);
}
function embed($url, $provider, $type, $caption = '') {
    $below = $caption ? "<figcaption class=\"wp-element-caption\">$caption</figcaption>" : '';
    return block('embed', "<figure class=\"wp-block-embed is-type-$type is-provider-$provider wp-block-embed-$provider\">"
        . "<div class=\"wp-block-embed__wrapper\">\n$url\n</div>$below</figure>",
        ['url' => $url, 'type' => $type, 'providerNameSlug' => $provider, 'responsive' => true]);
}

// Posts

$number = 0;
function post($title, $content, $more = []) {
    global $number;
    $number++;
    $month = intdiv($number - 1, 4);
    $day = 3 + ($number * 5) % 22;
    $at = sprintf('%d-%02d-%02d %02d:%02d:00', 2023 + intdiv($month, 6), 1 + ($month % 6) * 2, $day, 8 + $number % 10, $number % 60);
    $id = wp_insert_post(wp_slash($more + [
        'post_title' => $title, 'post_content' => $content, 'post_status' => 'publish',
        'post_date' => $at, 'post_author' => 1, 'post_category' => [get_cat_ID(pick(['News', 'Appeals', 'Courts']))],
    ]), true);
    if (is_wp_error($id)) { throw new Exception($id->get_error_message()); }
    return $id;
}
function rename_post($id, $slug) { wp_update_post(['ID' => $id, 'post_name' => $slug]); }

foreach (['News', 'Appeals', 'Courts', 'Rural crime & wildlife'] as $name) { wp_create_category($name); }
wp_delete_post(1, true); // what every WordPress begins with
wp_delete_post(2, true);
wp_delete_post(3, true);
update_option('permalink_structure', '/news/%year%/%monthnum%/%postname%/');
update_option('blogname', 'Moorshire Police');
update_option('blogdescription', 'Keeping Moorshire safe');
update_option('timezone_string', 'Europe/London');
update_option('posts_per_page', 20);
update_option('default_pingback_flag', 0);
$GLOBALS['wp_rewrite']->init();
flush_rewrite_rules();

$host = home_url();
$van = picture('silver-van.jpg', 'A silver van beside a wall');
$map = picture('map of Fell Road.jpg', 'A map of Fell Road');
$three = [picture('sheep-1.jpg', 'A sheep'), picture('sheep-2.jpg', 'Two sheep'), picture('sheep-3.jpg', '')];
$pdf = upload('crime-plan-2024.pdf', file_get_contents(getenv('NEWSGEN_MEDIA') . '/leaflet.pdf'), 0, ['post_title' => 'The crime plan for 2024']);
$film = upload('van-on-fell-road.mp4', file_get_contents(getenv('NEWSGEN_MEDIA') . '/film.mp4'), 0);
$sound = upload('call.mp3', str_repeat("\xff\xfb\x90\x00" . str_repeat("\0", 413), 4), 0);
$unused = picture('unused.jpg', 'Nobody uses it');

$first = post('Witness appeal after crash at Ellerdale', words(2) . "\n\n"
    . shown($van, ['align' => 'left'], 'The van was seen at <strong>noon</strong>.', 'medium') . "\n\n" . p(
    'Call <a href="tel:01632960001">01632 960001</a>, quote <em>MP-20230103-0112</em>, or write to '
    . '<a href="mailto:witness@moorshire.police.example">witness@moorshire.police.example</a>.'));
$renamed = post('Man charged after burglary in Thornwick', words(3));
rename_post($renamed, 'man-charged-after-burglary');
rename_post($renamed, 'man-charged-with-burglary-in-thornwick');
$moved = post('Date of open day changed', words(2));
wp_update_post(['ID' => $moved, 'post_date' => '2023-02-20 10:00:00', 'edit_date' => true]);
post('Links of all kinds', p("See <a href=\"" . get_permalink($first) . '">the appeal</a>, <a href="/?p=' . $first
    . '">the same</a>, <a href="' . $host . '/news/2023/01/man-charged-after-burglary/">an old link</a>, '
    . '<a href="https://www.gov.example/help?a=1&amp;b=2#top" target="_blank" rel="noreferrer noopener">help</a> and '
    . '<a href="' . wp_get_attachment_url($pdf) . '">the plan</a>.') . "\n\n" . words(1));
post('Pictures in a gallery', words(1) . "\n\n" . gallery($three, 'Sheep that were found') . "\n\n" . words(1));
post('Pictures in an old gallery', words(1) . "\n\n" . block('gallery', '<ul class="wp-block-gallery columns-3 is-cropped">'
    . implode('', array_map(fn($id) => '<li class="blocks-gallery-item"><figure><img src="' . wp_get_attachment_url($id)
    . "\" alt=\"\" data-id=\"$id\" data-link=\"" . get_attachment_link($id) . "\" class=\"wp-image-$id\"/><figcaption>Sheep $id</figcaption></figure></li>", $three))
    . '</ul>', ['ids' => $three]) . "\n\n" . words(1));
$shortcoded = post('Pictures by a shortcode', "Some pictures of the day.\n\n[gallery ids=\"" . implode(',', $three) . "\" columns=\"2\" link=\"file\"]\n\nThat is all.");
$attached = post('Pictures that are attached', "All that was attached is shown.\n\n[gallery]\n\nThank you.");
picture('attached-one.jpg', 'A gate', $attached, ['post_excerpt' => 'The gate']);
picture('attached-two.jpg', 'A fence', $attached);
post('A picture with a caption of old', "Before the picture.\n\n[caption id=\"attachment_$map\" align=\"alignright\" width=\"300\"]<a href=\""
    . wp_get_attachment_url($map) . '"><img class="size-medium wp-image-' . $map . '" src="' . wp_get_attachment_image_url($map, 'medium')
    . '" alt="A map of Fell Road" width="300" height="200" /></a> Where it <em>happened</em>[/caption]' . "\n\nAfter the picture.");
post('A film at YouTube', words(1) . "\n\n" . embed('https://www.youtube.com/watch?v=jNQXAC9IVRw', 'youtube', 'video', 'The appeal as a film') . "\n\n" . words(1));
post('A film at Vimeo', words(1) . "\n\n" . embed('https://vimeo.com/76979871', 'vimeo', 'video'));
post('A film by its address alone', "Watch the film:\n\nhttps://youtu.be/jNQXAC9IVRw\n\nThen call 101.");
post('A film by a shortcode', "Watch the film:\n\n[embed width=\"400\"]https://www.youtube.com/watch?v=jNQXAC9IVRw[/embed]\n\nThen call 101.");
post('What others said', words(1) . "\n\n" . embed('https://social.example/@moorshire/110001', 'social', 'rich'));
post('A film of our own', words(1) . "\n\n" . block('video', '<figure class="wp-block-video"><video controls src="' . wp_get_attachment_url($film)
    . '"></video><figcaption class="wp-element-caption">The van on Fell Road</figcaption></figure>', ['id' => $film]));
post('A film of our own by a shortcode', 'Here it is:' . "\n\n" . '[video mp4="' . wp_get_attachment_url($film) . '" width="320" height="240"][/video]' . "\n\nThank you.");
post('A call to hear', words(1) . "\n\n" . block('audio', '<figure class="wp-block-audio"><audio controls src="' . wp_get_attachment_url($sound)
    . '"></audio><figcaption class="wp-element-caption">The call</figcaption></figure>', ['id' => $sound]));
post('A document to read', words(1) . "\n\n" . block('file', '<div class="wp-block-file"><a id="f1" href="' . wp_get_attachment_url($pdf)
    . '">The crime plan for 2024</a><a href="' . wp_get_attachment_url($pdf) . '" class="wp-block-file__button wp-element-button" download aria-describedby="f1">Download</a></div>',
    ['id' => $pdf, 'href' => wp_get_attachment_url($pdf)]));
post('Figures in a table', words(1) . "\n\n" . block('table', '<figure class="wp-block-table"><table class="has-fixed-layout"><thead><tr><th>Year</th><th>Thefts</th></tr></thead>'
    . '<tbody><tr><td>2022</td><td>1,204</td></tr><tr><td>2023</td><td>986</td></tr></tbody></table><figcaption class="wp-element-caption">Thefts by year</figcaption></figure>') . "\n\n" . words(1));
post('A table without a head', "The patrols:\n\n<table>\n<tbody>\n<tr>\n<td>Monday</td>\n<td>Ellerdale</td>\n</tr>\n<tr>\n<td>Tuesday</td>\n<td>Penmoor</td>\n</tr>\n</tbody>\n</table>\n\nMore follow.");
post('Lists in lists', block('list', '<ul class="wp-block-list">' . block('list-item', '<li>Lock doors' . "\n"
    . block('list', '<ul class="wp-block-list">' . block('list-item', '<li>Front</li>') . "\n\n" . block('list-item', '<li>Back</li>') . '</ul>') . '</li>') . "\n\n"
    . block('list-item', '<li>Mark tools</li>') . '</ul>') . "\n\n" . block('list', '<ol start="3" class="wp-block-list">' . block('list-item', '<li>Three</li>')
    . "\n\n" . block('list-item', '<li>Four</li>') . '</ol>', ['ordered' => true, 'start' => 3]) . "\n\n" . words(1));
post('Headings and quotations', block('heading', '<h2 class="wp-block-heading">What happened</h2>') . "\n\n" . words(1) . "\n\n"
    . block('heading', '<h3 class="wp-block-heading">What was said</h3>', ['level' => 3]) . "\n\n"
    . block('quote', '<blockquote class="wp-block-quote">' . p('We saw nothing like it.') . '<cite>Sgt Ann Other</cite></blockquote>') . "\n\n"
    . block('pullquote', '<figure class="wp-block-pullquote"><blockquote><p>Call us at once.</p><cite>PC Sam Ple</cite></blockquote></figure>') . "\n\n"
    . block('separator', '<hr class="wp-block-separator has-alpha-channel-opacity"/>') . "\n\n" . words(1));
post('Two columns', block('columns', '<div class="wp-block-columns">' . block('column', '<div class="wp-block-column">' . words(1) . '</div>') . "\n\n"
    . block('column', '<div class="wp-block-column">' . shown($van) . '</div>') . '</div>') . "\n\n" . words(1));
post('A picture beside words', block('media-text', '<div class="wp-block-media-text is-stacked-on-mobile"><figure class="wp-block-media-text__media"><img src="'
    . wp_get_attachment_url($map) . '" alt="A map" class="wp-image-' . $map . ' size-full"/></figure><div class="wp-block-media-text__content">' . words(1) . '</div></div>', ['mediaId' => $map, 'mediaType' => 'image']));
post('A cover, buttons and details', block('cover', '<div class="wp-block-cover"><img class="wp-block-cover__image-background wp-image-' . $van . '" alt="" src="' . wp_get_attachment_url($van)
    . '" data-object-fit="cover"/><span aria-hidden="true" class="wp-block-cover__background has-background-dim"></span><div class="wp-block-cover__inner-container">' . p('Be seen, be safe') . '</div></div>', ['url' => wp_get_attachment_url($van), 'id' => $van]) . "\n\n"
    . block('buttons', '<div class="wp-block-buttons">' . block('button', '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="/contact-us/">Tell us what you saw</a></div>') . '</div>') . "\n\n"
    . block('details', '<details class="wp-block-details"><summary>What to bring</summary>' . p('A torch, and a coat.') . '</details>') . "\n\n" . words(1));
post('Code, verse and what is set', block('preformatted', "<pre class=\"wp-block-preformatted\">Line one\n  line two</pre>") . "\n\n" . block('verse', "<pre class=\"wp-block-verse\">Over the hills\nand far away</pre>")
    . "\n\n" . block('code', '<pre class="wp-block-code"><code>if (a &lt; b) { return 1; }</code></pre>') . "\n\n" . words(1));
post('HTML by hand', words(1) . "\n\n" . block('html', '<div class="box" style="color:red"><p>In a <b>box</b> by hand.</p><iframe width="560" height="315" src="https://www.youtube.com/embed/jNQXAC9IVRw" title="By hand" allowfullscreen></iframe></div>') . "\n\n" . words(1));
$shared = wp_insert_post(wp_slash(['post_type' => 'wp_block', 'post_status' => 'publish', 'post_title' => 'How to call', 'post_content' => p('Call 101, or the front desk on 01632 960555.')]));
post('Words that are shared', words(1) . "\n\n<!-- wp:block {\"ref\":$shared} /-->\n\n" . words(1));
post('Shortcodes of others', "Vote now:\n\n[poll id=\"7\"]\n\n[box color=\"blue\"]In the <strong>box</strong>.[/box]\n\nIn [2019] and [sic] it was so. See [note 3].");
post('A block of others', words(1) . "\n\n<!-- wp:acme/map {\"place\":\"Penmoor\"} /-->\n\n<!-- wp:latest-posts {\"postsToShow\":3} /-->\n\n" . words(1));
post('A text that goes on', p('Before the break.') . "\n\n" . block('more', '<!--more-->') . "\n\n" . p('After the break.'));
post('A text of two pages', p('On the first page.') . "\n\n" . block('nextpage', '<!--nextpage-->') . "\n\n" . p('On the second page.'));
post('Letters &amp; signs: “café”, Llŷn &lt;5 – ½', p('Tŷ Hafan, naïve, £5, 3 &lt; 5 &amp; more, a&nbsp;b, “quoted” – and ]]&gt; or ]]> too. 😀') . "\n\n" . words(1));
post('<em>Urgent</em>: a headline with markup', words(2));
post('', p('A post that has no headline, but words.'), ['post_name' => 'no-headline']);
$cap = post('A picture above the text', words(2));
set_post_thumbnail($cap, $van);
post('A summary by hand', words(2), ['post_excerpt' => 'Officers seek a silver van.', 'meta_input' => ['subtitle' => 'The van is silver']]);
post('Words of old, without blocks', implode("\n\n", paragraphs(2)) . "\nA line after a break\nand another.\n\n<strong>Bold</strong> first.\n\n<h3>A heading</h3>\n<ul>\n\t<li>One</li>\n\t<li>Two</li>\n</ul>\nAfter the list.\n\n<blockquote>Quoted\n\ntwice.</blockquote>\nThe end.");
post('Rural news', words(2), ['post_category' => [get_cat_ID('Rural crime &amp; wildlife'), get_cat_ID('News')], 'tags_input' => ['sheep', 'quad bikes']]);
$talked = post('A post with comments', words(2), ['comment_status' => 'open']);
foreach (['A. Reader', 'B. Reader', 'C. Reader'] as $name) {
    $above = wp_insert_comment(['comment_post_ID' => $talked, 'comment_author' => $name, 'comment_author_email' => 'reader@reader.example', 'comment_content' => 'CANARYCOMMENT Well done.',
        'comment_approved' => $name === 'C. Reader' ? 'spam' : 1, 'comment_date' => '2024-05-05 10:00:00', 'comment_parent' => $name === 'B. Reader' ? $above : 0]);
}
stick_post(post('What stays on top', words(2)));
$both = post('One name for two', words(1), ['post_name' => 'one-name']);
post('One name for two', words(1), ['post_name' => 'one-name']);
post('A name with Welsh letters', words(1), ['post_name' => 'tŷ-hafan-yn-llŷn']);
post('A repeated time', words(1), ['post_date' => '2024-10-27 01:30:00']);
post('A summer time', words(1), ['post_date' => '2024-07-01 00:15:00']);

// What nobody may see: each has a canary in title, text, name and picture.

foreach (['draft', 'private', 'pending', 'trash', 'auto-draft'] as $status) {
    $id = post("CANARY$status", p("CANARY$status in the text."), ['post_name' => "canary$status", 'post_status' => $status === 'trash' ? 'publish' : $status]);
    $picture = picture("canary$status.jpg", "CANARY$status", $id, ['post_title' => "CANARY$status picture"]);
    wp_update_post(wp_slash(['ID' => $id, 'post_content' => p("CANARY$status in the text.") . "\n\n" . shown($picture) . "\n\n" . shown($van)]));
    if ($status === 'auto-draft') { $GLOBALS['wpdb']->update($GLOBALS['wpdb']->posts, ['post_status' => $status], ['ID' => $id]); }
    if ($status === 'trash') { wp_trash_post($id); }
}
$id = post('CANARYlocked', p('CANARYlocked in the text.'), ['post_name' => 'canarylocked', 'post_password' => 'CANARYpassword']);
picture('canarylocked.jpg', 'CANARYlocked', $id);
$id = post('CANARYfuture: an award', p('CANARYfuture in the text.'), ['post_name' => 'canaryfuture', 'post_status' => 'future', 'post_date' => '2037-06-01 10:00:00']);
set_post_thumbnail($id, picture('canaryfuture.jpg', 'CANARYfuture', $id));
wp_save_post_revision($first);
wp_update_post(wp_slash(['ID' => $first, 'post_content' => get_post($first)->post_content . "\n\n" . p('One more line.')]));

// Pages, and as many posts as make 60 beside the one with a password.

$contact = wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Contact us', 'post_content' => p('Call 101.'), 'post_date' => '2023-01-01 09:00:00']);
wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Find us', 'post_parent' => $contact, 'post_content' => p('On Fell Road.'), 'post_date' => '2023-01-01 09:00:00']);
wp_insert_post(['post_type' => 'page', 'post_status' => 'private', 'post_title' => 'CANARYpage', 'post_content' => p('CANARYpage.'), 'post_date' => '2023-01-01 09:00:00']);
$all = fn() => (int) wp_count_posts()->publish;
for ($at = 1; $all() < 61; $at++) {
    post("Patrols at " . pick(PLACES) . " ($at)", mt_rand(0, 3) ? words(mt_rand(2, 4)) : implode("\n\n", paragraphs(3)));
}
update_option('wp_attachment_pages_enabled', 1);
echo $all(), " posts\n";
