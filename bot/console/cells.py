"""Cells of the tables on the pages, as Vue templates."""

#: A name as long as its column; all of it when it is pointed at.
SHORT = """
<q-td :props="props" :title="props.value"><div class="short">{{ props.value }}</div></q-td>
"""

#: An agent's code leads to his month.
AGENT = """
<q-td :props="props" :title="props.value">
  <div v-if="props.value === '未知'">未知</div>
  <div v-else class="short">
    <a class="text-primary" :href="'/month?agent=' + encodeURIComponent(props.value)">{{ props.value }}</a>
  </div>
</q-td>
"""
